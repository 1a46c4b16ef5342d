import { LogDiffers, type RecordField } from '../restore-port';
import type { LogRecord } from './log-record';

const comparedFields = {
  stream: true,
  revision: true,
  id: true,
  type: true,
  schemaVersion: true,
  occurredOn: true,
  recordedAt: true,
  dataText: true,
  metaText: true,
  hash: true,
} as const satisfies Record<RecordField, true>;

// Object.keys forgets that its keys are the keys of the object.
const recordFields = Object.keys(comparedFields) as readonly RecordField[];

/**
 * Compares an event found in a store with the record of an export that belongs in its place;
 * `wanted` is undefined when the export ends before it.
 * @throws LogDiffers
 */
export const demandSameRecord = (
  ordinal: number,
  found: LogRecord,
  wanted: LogRecord | undefined,
): void => {
  const fields = recordFields.filter(
    (field) => wanted !== undefined && found[field] !== wanted[field],
  );
  if (wanted !== undefined && fields.length === 0) return;
  const { id, stream, revision } = found;
  throw new LogDiffers({ ordinal, found: { id, stream, revision }, fields });
};
