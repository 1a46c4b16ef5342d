import type { SqliteDatabase } from './connection';
import { rollBack } from './database';
import { CommitFailed, sqliteFaultCode } from './faults';

/** How many writes share one transaction at most; the rest wait for the next turn. */
export const groupWriteCountMax = 512;

/**
 * How one write is kept apart from the others of its transaction when it throws:
 * `savepoint` rolls its own changes back; `checks-first` promises that nothing has been written when
 * it throws, which saves the savepoint.
 */
export type WriteIsolation = 'savepoint' | 'checks-first';

/** Faults after which SQLite may have ended the transaction by itself (sqlite.org/lang_transaction). */
const transactionEnding: ReadonlySet<string> = new Set([
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_NOMEM',
  'SQLITE_BUSY',
  'SQLITE_INTERRUPT',
  'SQLITE_CORRUPT',
]);

interface QueuedWrite {
  readonly isolation: WriteIsolation;
  readonly perform: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs writes of many callers in one durable transaction, so that callers waiting in the same turn
 * of the event loop share one flush to the disk. A caller's promise resolves only when COMMIT has
 * returned. Everything that writes to the connection goes through here or happens in one turn.
 */
export class GroupCommit {
  private queue: QueuedWrite[] = [];
  private scheduled = false;
  private rollBacks = 0;
  private transactions = 0;
  private readonly begin;
  private readonly commit;

  constructor(readonly database: SqliteDatabase) {
    this.begin = database.prepare('BEGIN IMMEDIATE');
    this.commit = database.prepare('COMMIT');
  }

  /** The number of the present transaction; writes of one transaction see no other process between. */
  get transactionCount(): number {
    return this.transactions;
  }

  /** Grows whenever writes were undone; what a writer remembers of them is then void. */
  get rollBackCount(): number {
    return this.rollBacks;
  }

  /**
   * Runs `write` (synchronous) in the next transaction and resolves with its result once durable.
   * Rejects with what it threw, or with CommitFailed when nothing of the transaction was kept.
   */
  run<Result>(write: () => Result, isolation: WriteIsolation = 'savepoint'): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      let result: Result;
      this.queue.push({
        isolation,
        perform: () => {
          result = write();
        },
        resolve: () => resolve(result),
        reject,
      });
      this.schedule();
    });
  }

  /** Resolves when every write queued so far has been answered. */
  async idle(): Promise<void> {
    while (this.scheduled) await new Promise((resolve) => setImmediate(resolve));
  }

  /** The end of the current turn: late enough to gather, and no timer that a lone writer waits for. */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      const batch = this.queue.splice(0, groupWriteCountMax);
      this.scheduled = false;
      if (this.queue.length > 0) this.schedule();
      this.flush(batch);
    });
  }

  private flush(batch: readonly QueuedWrite[]): void {
    const refused = new Map<QueuedWrite, unknown>();
    this.transactions += 1;
    try {
      this.begin.run();
      for (const write of batch) {
        const refusal = this.attempt(write);
        if (refusal !== undefined) refused.set(write, refusal.error);
      }
      this.commit.run();
    } catch (cause) {
      rollBack(this.database);
      this.rollBacks += 1;
      const failure = new CommitFailed(sqliteFaultCode(cause) ?? 'SQLITE_ERROR', { cause });
      // A refusal too may rest on what another write of this batch had put there: void as well.
      for (const write of batch) write.reject(failure);
      return;
    }
    for (const write of batch) {
      if (refused.has(write)) write.reject(refused.get(write));
      else write.resolve();
    }
  }

  /** A fault of SQLite itself (disk full) ends the transaction for all; anything else is its own. */
  private attempt(write: QueuedWrite): { readonly error: unknown } | undefined {
    const apart = write.isolation === 'savepoint';
    if (apart) this.database.exec('SAVEPOINT one_write');
    try {
      write.perform();
      if (apart) this.database.exec('RELEASE one_write');
      return undefined;
    } catch (error) {
      const code = sqliteFaultCode(error);
      if (code !== undefined && (!apart || transactionEnding.has(code))) throw error;
      if (apart) {
        this.database.exec('ROLLBACK TO one_write; RELEASE one_write');
        this.rollBacks += 1;
      }
      return { error };
    }
  }
}
