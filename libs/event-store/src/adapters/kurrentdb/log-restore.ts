import { atomicEventCountMax } from '../../port';
import type { LogRecord } from '../../proof/log-record';
import { provedRecords } from '../../proof/proved-records';
import { demandSameRecord } from '../../proof/record-difference';
import { RecordsBroken, type RestoreOptions, type RestoreOutcome } from '../../restore-port';
import { batchesOf, type PlannedAppend } from './append-plan';
import type { LogWriter } from './log-writer';
import type { WrittenRow } from './stored-records';

/** Records gathered before they are cut into transactions. */
const gatheredCountMax = atomicEventCountMax;

/** What a restore works with. */
export interface RestoredLog {
  readonly writer: LogWriter;
  /** What the store holds already, in log order. */
  readonly stored: AsyncIterator<LogRecord, void>;
}

/**
 * Restores an export as `LogRestore` says. The server takes each stream once in a transaction, and
 * the order of the log has to be kept, so a stream that comes back begins a new transaction.
 */
export async function restoreLog(
  { writer, stored }: RestoredLog,
  records: Iterable<LogRecord> | AsyncIterable<LogRecord>,
  { head, onProgress }: RestoreOptions,
): Promise<RestoreOutcome> {
  let passedOver = 0;
  let written = 0;
  let gathered: LogRecord[] = [];
  const flush = async (): Promise<void> => {
    for (const batch of batchesOf(runsOf(gathered))) {
      if ((await writer.transact(batch)) === 'moved') throw new RecordsBroken(foreign(batch));
      written += batch.reduce((sum, { rows }) => sum + rows.length, 0);
    }
    gathered = [];
    onProgress?.(passedOver + written, head.length);
  };

  let found = await stored.next();
  for await (const record of provedRecords(records, head)) {
    if (found.done !== true) {
      demandSameRecord(record.position, found.value, record);
      passedOver += 1;
      if (passedOver % gatheredCountMax === 0) onProgress?.(passedOver, head.length);
      found = await stored.next();
      continue;
    }
    gathered.push(record);
    if (gathered.length === gatheredCountMax) await flush();
  }
  // Nothing has been written when the store turns out to be longer than the export.
  if (found.done !== true) demandSameRecord(passedOver + 1, found.value, undefined);
  await flush();
  const { length, treeRoot } = head;
  return { head: { length, treeRoot }, written, passedOver };
}

/** Neighbours of one stream go together. */
function runsOf(records: readonly LogRecord[]): PlannedAppend[] {
  const runs: { stream: string; expected: number; rows: WrittenRow[] }[] = [];
  for (const record of records) {
    const { stream, revision } = record;
    const last = runs.at(-1);
    if (last?.stream === stream) last.rows.push(record);
    else runs.push({ stream, expected: revision - 1, rows: [record] });
  }
  return runs;
}

function foreign(batch: readonly PlannedAppend[]) {
  const [first] = batch;
  const detail = 'somebody else has appended to the stream meanwhile';
  const place = { position: 0, sincePosition: 0 };
  const stream = first === undefined ? {} : { stream: first.stream, revision: first.expected + 1 };
  return { code: 'events-reordered' as const, ...place, ...stream, detail };
}
