import type { LogHead } from '../port';
import type { LogReader, LogRecord } from './log-record';
import { MerkleFrontier } from './merkle-frontier';
import {
  LogProof,
  progressStep,
  type LogFault,
  type Verification,
  type VerifyOptions,
} from './verify-log';

/** Writes one line of the export, line feed included; resolves when the next one may come. */
export type WriteLine = (line: string) => void | Promise<void>;

/**
 * Writes the log as JSON Lines: one event a line, `data` and `meta` as the exact text that is
 * hashed, last a line with the head. Resolves with that head.
 */
export const exportLog = async (
  reader: LogReader,
  write: WriteLine,
  onProgress?: (exported: number) => void,
): Promise<LogHead> => {
  const tree = MerkleFrontier.empty();
  for await (const record of reader.records()) {
    tree.append(record.hash);
    // An export is proved by its head, the stored subtrees stay behind.
    await write(`${JSON.stringify({ ...record, subtree: undefined })}\n`);
    if (tree.length % progressStep === 0) onProgress?.(tree.length);
  }
  const head: LogHead = { position: tree.length, treeRoot: tree.root() };
  await write(`${JSON.stringify({ head })}\n`);
  onProgress?.(tree.length);
  return head;
};

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

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isRecord = (value: unknown): value is LogRecord =>
  isFields(value) &&
  textFields.every((field) => typeof value[field] === 'string') &&
  numberFields.every((field) => Number.isInteger(value[field]));

const headOf = (value: unknown): LogHead | undefined => {
  if (!isFields(value) || !isFields(value.head)) return undefined;
  const { position, treeRoot } = value.head;
  return typeof position === 'number' && typeof treeRoot === 'string'
    ? { position, treeRoot }
    : undefined;
};

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const exportFault = (code: LogFault['code'], length: number, detail: string): Verification => ({
  holds: false,
  fault: { code, position: length + 1, sincePosition: length + 1, detail },
});

/**
 * Proves an export without the store it came from: every hash, the order, and the head in its last
 * line; and heads noted earlier, as `verifyLog` does.
 */
export const verifyExport = async (
  lines: Iterable<string> | AsyncIterable<string>,
  { expectedHeads, onProgress }: VerifyOptions = {},
): Promise<Verification> => {
  const proof = new LogProof(expectedHeads);
  let head: LogHead | undefined;
  let lineNumber = 0;
  for await (const line of lines) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    const value = parse(line);
    if (head === undefined && isRecord(value)) {
      const fault = proof.take(value);
      if (fault !== undefined) return { holds: false, fault };
      if (proof.length % progressStep === 0) onProgress?.(proof.length);
      continue;
    }
    const found = headOf(value);
    if (found === undefined || head !== undefined) {
      return exportFault('line-unreadable', proof.length, `line ${lineNumber} cannot be read`);
    }
    head = found;
  }
  onProgress?.(proof.length);
  const truncated = proof.end();
  if (truncated !== undefined) return { holds: false, fault: truncated };
  if (head === undefined) return exportFault('head-missing', proof.length, 'the last line is gone');
  if (head.position !== proof.length || head.treeRoot !== proof.head.treeRoot) {
    const detail = 'the head in the last line does not fit the events before it';
    return exportFault('head-differs', proof.length, detail);
  }
  return { holds: true, head };
};
