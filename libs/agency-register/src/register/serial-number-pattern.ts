import { formatSerialNumber } from '@sunledger/disclosure-case';

/** What a serial number names beside its place in the sequence. */
export interface SerialNumberParts {
  readonly agency: string;
  readonly year: number;
}

const serialPart = /\{serial(?::[1-9])?\}/g;

/**
 * Whether a pattern gives each request a number of its own: one `{serial}`, nothing else in
 * braces but `{agency}` and `{year}`, e.g. `{year}-{serial:4}`.
 */
export const isSerialNumberPattern = (pattern: string): boolean => {
  const rest = pattern.replace(serialPart, '').replace(/\{(agency|year)(?::[1-9])?\}/g, '');
  return pattern.match(serialPart)?.length === 1 && !/[{}]/.test(rest);
};

/** The ordinal of a number that follows the pattern; undefined for any other number. */
export function ordinalOf(
  pattern: string,
  parts: SerialNumberParts,
  serialNumber: string,
): number | undefined {
  if (!isSerialNumberPattern(pattern)) return undefined;
  const [head = '', tail = ''] = pattern
    .split(serialPart)
    .map((text) => formatSerialNumber(text, { ...parts, serial: 0 }));
  const digits = serialNumber.slice(head.length, serialNumber.length - tail.length);
  const ordinal = /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
  return ordinal > 0 && formatSerialNumber(pattern, { ...parts, serial: ordinal }) === serialNumber
    ? ordinal
    : undefined;
}
