import type { EventStore } from './port';
import type { LogReader, LogRecord } from './proof/log-record';
import type { TreeHead } from './proof/tree-head';
import type { LogFault } from './proof/verify-log';

export interface RestoreOptions {
  /** The head in the last line of the export: what the log has to be in the end. */
  readonly head: TreeHead;
  /** Called now and then with the number of records that are durable, and once at the end. */
  readonly onProgress?: (restored: number, total: number) => void;
}

export interface RestoreOutcome {
  /** The head of the log now; equal to the head asked for. */
  readonly head: TreeHead;
  /** Records that were written by this call. */
  readonly written: number;
  /** Records that had been there already and were passed over. */
  readonly passedOver: number;
}

/** A store that takes over a log exactly as it was recorded elsewhere. */
export interface LogRestore {
  /**
   * Puts the records of an export into this store: same order, revisions, instants, texts and
   * hashes; only positions are the store's own. Each record is proved against its predecessor in
   * the stream before it is written; batches are durable one after the other. What is there already
   * with the same content is passed over, so a call that was cut off is simply made again. Nobody
   * else may append meanwhile.
   * @throws LogDiffers when the store holds anything that the export has not, or has otherwise.
   * @throws RecordsBroken when a record does not hold, or the records do not end in `head`;
   *   the batches before it stay written.
   * @throws EventStoreUnavailable when nothing could be written (disk full, store gone).
   */
  restore(
    records: Iterable<LogRecord> | AsyncIterable<LogRecord>,
    options: RestoreOptions,
  ): Promise<RestoreOutcome>;
}

/** A store as operators handle it: below the catalogue, for proof, export, backup and restore. */
export interface OperatedLog extends EventStore, LogRestore {
  /** The log as stored; `position` of its records is the ordinal from 1, whatever the store counts. */
  logReader(): LogReader;
}

/** Fields of a record that can differ between two stores; `position` cannot, it is the ordinal. */
export type RecordField = Exclude<keyof LogRecord, 'position' | 'subtree'>;

/** Where a store departs from the export that is to be restored into it. */
export interface LogDifference {
  /** Place in the log, from 1, of the first event that differs. */
  readonly ordinal: number;
  /** The event in the store. */
  readonly found: Pick<LogRecord, 'id' | 'stream' | 'revision'>;
  /** Names of the fields that differ; empty when the export ends before this event. */
  readonly fields: readonly RecordField[];
}

/** The store holds other facts than the export: it is neither empty nor a beginning of it. */
export class LogDiffers extends Error {
  override readonly name = 'LogDiffers';

  constructor(readonly difference: LogDifference) {
    const { ordinal, found, fields } = difference;
    super(
      `event ${ordinal} of the store (${found.stream} revision ${found.revision}) ` +
        (fields.length === 0 ? 'is not in the export' : `differs in ${fields.join(', ')}`),
    );
  }
}

/** What is to be restored does not hold: a record is changed, missing or moved, or the end differs. */
export class RecordsBroken extends Error {
  override readonly name = 'RecordsBroken';

  constructor(readonly fault: LogFault) {
    super(`${fault.code} at ${fault.position}: ${fault.detail}`);
  }
}
