import type { LogRecord } from '@sunledger/event-store';

const requestPrefix = 'request-';

/** Sealed fields stand under this name in every event that has any. */
const sealedField = '"sealed":"';

/**
 * Whose key sealed the personal data of an event: a case, or an account by the name of its stream.
 * Undefined where the event holds none.
 */
export function sealedOwnerOf({
  stream,
  dataText,
}: Pick<LogRecord, 'stream' | 'dataText'>): string | undefined {
  if (!dataText.includes(sealedField)) return undefined;
  return stream.startsWith(requestPrefix) ? stream.slice(requestPrefix.length) : stream;
}
