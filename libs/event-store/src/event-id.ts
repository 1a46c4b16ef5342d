import { hash } from 'node:crypto';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The id of a command's event: the same command sent twice gives the same ids. A UUID of version 8
 * (RFC 9562 §5.8) that keeps the first 48 bits of the command's id: where commands carry UUIDs of
 * version 7, those are the time, so new ids stand side by side in the log's index and a group of
 * appends touches one page of it instead of one each.
 */
export const eventIdOf = (commandId: string, index: number): string => {
  const command = commandId.toLowerCase();
  if (!uuid.test(command)) throw new TypeError(`a command id is a UUID, not ${commandId}`);
  const digest = hash('sha256', `${command}\n${index}`, 'hex');
  const variant = ((parseInt(digest.slice(3, 4), 16) & 0x3) | 0x8).toString(16);
  return `${command.slice(0, 13)}-8${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`;
};

/**
 * A new command id: a UUID of version 7 (RFC 9562 §5.7).
 * @param instant milliseconds since 1970 in UTC
 * @param random at least ten random bytes
 */
export const commandIdAt = (instant: number, random: Uint8Array): string => {
  if (random.length < 10) throw new RangeError('a command id needs ten random bytes');
  const time = instant.toString(16).padStart(12, '0');
  const tail = Buffer.from(random).toString('hex');
  const variant = ((parseInt(tail.slice(3, 4), 16) & 0x3) | 0x8).toString(16);
  return (
    `${time.slice(0, 8)}-${time.slice(8, 12)}-7${tail.slice(0, 3)}-` +
    `${variant}${tail.slice(4, 7)}-${tail.slice(7, 19)}`
  );
};
