import { exportLineOf, lineOfHead, lineOfRecord } from './export-lines';
import type { LogReader, LogRecord } from './log-record';
import { MerkleFrontier } from './merkle-frontier';
import type { TreeHead } from './tree-head';
import {
  LogProof,
  progressStep,
  type LogFault,
  type Verification,
  type VerifyOptions,
} from './verify-log';

/** Writes one line of the export, line feed included; resolves when the next one may come. */
export type WriteLine = (line: string) => void | Promise<void>;

export interface ExportOptions {
  /** Stops after so many events: what is logged meanwhile stays out. The whole log without it. */
  readonly upToLength?: number;
  readonly onProgress?: (exported: number) => void;
}

/**
 * Writes the log as JSON Lines: one event a line, `data` and `meta` as the exact text that is
 * hashed, last a line with the head. Resolves with that head. Holds one event at a time.
 */
export const exportLog = async (
  reader: LogReader,
  write: WriteLine,
  { upToLength = Number.MAX_SAFE_INTEGER, onProgress }: ExportOptions = {},
): Promise<TreeHead> => {
  const tree = MerkleFrontier.empty();
  for await (const record of reader.records()) {
    if (tree.length >= upToLength) break;
    tree.append(record.hash);
    // Waiting without need would cost as much as the writing.
    const written = write(lineOfRecord(record));
    if (written !== undefined) await written;
    if (tree.length % progressStep === 0) onProgress?.(tree.length);
  }
  const head: TreeHead = { length: tree.length, treeRoot: tree.root() };
  await write(lineOfHead(head));
  onProgress?.(tree.length);
  return head;
};

const exportFault = (code: LogFault['code'], length: number, detail: string): Verification => ({
  holds: false,
  fault: { code, position: length + 1, sincePosition: length + 1, detail },
});

export interface VerifyExportOptions extends VerifyOptions {
  /** Called with each event that has been proved so far. */
  readonly onRecord?: (record: LogRecord) => void;
}

/**
 * Proves an export without the store it came from: every hash, the order, and the head in its last
 * line; and heads noted earlier, as `verifyLog` does.
 */
export const verifyExport = async (
  lines: Iterable<string> | AsyncIterable<string>,
  { expectedHeads, onRecord, onProgress }: VerifyExportOptions = {},
): Promise<Verification> => {
  const proof = new LogProof(expectedHeads);
  let head: TreeHead | undefined;
  let lineNumber = 0;
  for await (const line of lines) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    const said = exportLineOf(line);
    if (said === undefined || head !== undefined) {
      return exportFault('line-unreadable', proof.length, `line ${lineNumber} cannot be read`);
    }
    if (said.record === undefined) {
      head = said.head;
      continue;
    }
    const fault = proof.take(said.record);
    if (fault !== undefined) return { holds: false, fault };
    onRecord?.(said.record);
    if (proof.length % progressStep === 0) onProgress?.(proof.length);
  }
  onProgress?.(proof.length);
  const truncated = proof.end();
  if (truncated !== undefined) return { holds: false, fault: truncated };
  if (head === undefined) return exportFault('head-missing', proof.length, 'the last line is gone');
  if (head.length !== proof.length || head.treeRoot !== proof.head.treeRoot) {
    const detail = 'the head in the last line does not fit the events before it';
    return exportFault('head-differs', proof.length, detail);
  }
  return { holds: true, head: proof.head };
};
