import { type Arrangement } from './arrangement';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * A short fingerprint (32 bits, FNV-1a, hexadecimal) of what arrangements decide. It tells versions
 * of a calendar apart when a notice was entered again with other days; it protects against nothing.
 */
export const checksumOf = (arrangements: readonly Arrangement[]): string => {
  let hash = FNV_OFFSET;
  const add = (text: string): void => {
    for (let index = 0; index < text.length; index += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
    }
  };
  for (const { id, year, coversYear, days } of arrangements) {
    add(`${id};${year};${coversYear};`);
    for (const date of Object.keys(days).sort()) {
      const day = days[date];
      add(`${date}=${day?.working}:${day?.name};`);
    }
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
};
