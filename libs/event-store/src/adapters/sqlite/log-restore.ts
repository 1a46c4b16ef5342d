import type { GroupCommit } from '@sunledger/sqlite';

import type { LogRecord } from '../../proof/log-record';
import { provedRecords } from '../../proof/proved-records';
import { demandSameRecord } from '../../proof/record-difference';
import type { RestoreOptions, RestoreOutcome } from '../../restore-port';
import type { LogReading } from './log-reading';
import type { LogWriter } from './log-writer';
import { asUnavailable, readingFrom } from './unavailable';

/** Records written in one transaction: enough to share the flush, few enough to repeat. */
export const restoreBatchSize = 1_000;

/** What a restore works with; all over one connection. */
export interface RestoredLog {
  readonly reading: LogReading;
  readonly writer: LogWriter;
  readonly group: GroupCommit;
}

/** Restores an export as `LogRestore` says. */
export async function restoreLog(
  log: RestoredLog,
  records: Iterable<LogRecord> | AsyncIterable<LogRecord>,
  { head, onProgress }: RestoreOptions,
): Promise<RestoreOutcome> {
  const there = readingFrom('restore', () => log.reading.length());
  const stored = log.reading.records();
  let passedOver = 0;
  let written = 0;
  let batch: LogRecord[] = [];
  const flush = async (): Promise<void> => {
    await writeBatch(log, there + written, batch);
    written += batch.length;
    batch = [];
    onProgress?.(passedOver + written, head.length);
  };

  for await (const record of provedRecords(records, head)) {
    if (passedOver < there) {
      demandSameAsStored(stored, passedOver + 1, record);
      passedOver += 1;
      if (passedOver % restoreBatchSize === 0) onProgress?.(passedOver, head.length);
      continue;
    }
    batch.push(record);
    if (batch.length === restoreBatchSize) await flush();
  }
  // Nothing has been written when the store turns out to be longer than the export.
  if (passedOver < there) demandSameAsStored(stored, passedOver + 1, undefined);
  await flush();
  const { length, treeRoot } = head;
  return { head: { length, treeRoot }, written, passedOver };
}

function demandSameAsStored(
  stored: Iterator<LogRecord, void>,
  ordinal: number,
  wanted: LogRecord | undefined,
): void {
  const found = readingFrom('restore', () => stored.next());
  if (found.done === true) return;
  demandSameRecord(ordinal, found.value, wanted);
}

async function writeBatch(
  { group, writer }: RestoredLog,
  after: number,
  batch: readonly LogRecord[],
): Promise<void> {
  if (batch.length === 0) return;
  try {
    await group.run(() => writer.restoreAfter(after, batch), 'checks-first');
  } catch (error) {
    throw asUnavailable('restore', error);
  }
}
