import type { LogRecord } from '@sunledger/event-store';

import { caseOfStream } from './identity';

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
  return dataText.includes(sealedField) ? (caseOfStream(stream) ?? stream) : undefined;
}
