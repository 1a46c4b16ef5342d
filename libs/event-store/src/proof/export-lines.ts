import type { LogRecord } from './log-record';
import type { TreeHead } from './tree-head';

/** What one line of an export says. */
export type ExportLine =
  | { readonly record: LogRecord; readonly head?: undefined }
  | { readonly head: TreeHead; readonly record?: undefined };

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const textFields = [
  'stream',
  'id',
  'type',
  'occurredOn',
  'recordedAt',
  'dataText',
  'metaText',
  'hash',
] as const;
const numberFields = ['position', 'revision', 'schemaVersion'] as const;

const isRecord = (value: Record<string, unknown>): boolean =>
  textFields.every((field) => typeof value[field] === 'string') &&
  numberFields.every((field) => Number.isSafeInteger(value[field]));

const recordOf = (value: Record<string, unknown>): LogRecord => {
  // `isRecord` has looked at every field.
  const { position, stream, revision, id, type, schemaVersion, ...texts } =
    value as unknown as LogRecord;
  const { occurredOn, recordedAt, dataText, metaText, hash } = texts;
  const place = { position, stream, revision, id, type, schemaVersion };
  return { ...place, occurredOn, recordedAt, dataText, metaText, hash };
};

const headOf = (value: unknown): TreeHead | undefined => {
  if (!isFields(value)) return undefined;
  // Exports of the first release hold the length under `position` alone.
  const { position, length = position, treeRoot } = value;
  return typeof length === 'number' && typeof treeRoot === 'string'
    ? { length, treeRoot }
    : undefined;
};

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** A line of an export without its line feed; undefined when it is neither an event nor a head. */
export const exportLineOf = (line: string): ExportLine | undefined => {
  const value = parse(line);
  if (!isFields(value)) return undefined;
  if (isRecord(value)) return { record: recordOf(value) };
  const head = headOf(value['head']);
  return head === undefined ? undefined : { head };
};

/** The line of an event, line feed included; an export is proved by its head, subtrees stay behind. */
export const lineOfRecord = (record: LogRecord): string =>
  `${JSON.stringify({ ...record, subtree: undefined })}\n`;

/** The last line; `position` is what the first release called the length. */
export const lineOfHead = ({ length, treeRoot }: TreeHead): string =>
  `${JSON.stringify({ head: { position: length, length, treeRoot } })}\n`;
