import {
  type ReadModelDatabase,
  readModelTables,
  type ShadowTables,
  type WriteTransaction,
} from '@sunledger/persistence';

import { resetCheckpoint } from './checkpoint';
import { withFlatHeap } from './flat-heap';
import { type ProjectionFacts, Projector } from './projector';

/** Events read and projected at a time while rebuilding. */
export const rebuildBatchSize = 2_000;

/** How far work along the log has come. */
export interface Progress {
  readonly position: number;
  /** The head of the log as it was when the work began. */
  readonly head: number;
}

export type OnProgress = (progress: Progress) => void;

/** Somebody else builds the tables anew, or compares them, at this moment. */
export class RebuildUnderWay extends Error {
  override readonly name = 'RebuildUnderWay';

  constructor() {
    super('the read models are being rebuilt or compared already');
  }
}

/**
 * Lets one at a time make tables beside those that serve.
 * @throws RebuildUnderWay
 */
export async function aloneWithShadows<Result>(
  database: ReadModelDatabase,
  work: () => Promise<Result>,
): Promise<Result> {
  const lease = database.lease('rebuild');
  try {
    if (!(await lease.acquire())) throw new RebuildUnderWay();
    return await withFlatHeap(work);
  } finally {
    await lease.release();
  }
}

/** The whole log projected into tables beside those that serve. */
export class ShadowProjection {
  readonly checkpoint: string;
  readonly projector: Projector;
  readonly tables: ShadowTables;
  private position = 0;

  constructor(
    private readonly facts: ProjectionFacts,
    checkpoint: string,
    suffix: string,
  ) {
    this.checkpoint = checkpoint + suffix;
    this.tables = facts.database.shadows(readModelTables, suffix);
    const { checkpoint: name, tables } = this;
    const { tableOf } = tables;
    this.projector = new Projector(facts, { checkpoint: name, tableOf, relaxed: true });
  }

  /** Makes the tables, empty, and takes the log into them, up to a position or to its present end. */
  async fill(through: number, onProgress?: OnProgress): Promise<void> {
    const { database, store } = this.facts;
    await database.write(async (transaction) => {
      await resetCheckpoint(transaction, this.checkpoint);
      await this.tables.make(transaction);
    });
    const head = (await store.head()).position;
    // To the end as it is now: a log that never rests would keep us here for good.
    const end = Math.min(through, head);
    for (;;) {
      const events = await this.next(end);
      if (events.length === 0) break;
      this.position = await this.projector.projectLazily(events);
      onProgress?.({ position: this.position, head });
      // On SQLite nothing else waits for anything: questions and timers would starve until the end.
      await new Promise(setImmediate);
    }
    // What still waits in memory.
    this.position = await this.projector.project([]);
  }

  /** Takes what was logged since, up to a position or to the present end; answers with where the tables hold to. */
  async goOn(through: number): Promise<number> {
    const end = Math.min(through, (await this.facts.store.head()).position);
    for (;;) {
      const events = await this.next(end);
      if (events.length === 0) return this.position;
      this.position = await this.projector.project(events);
    }
  }

  /** Takes what is left of the log within a transaction. */
  async goOnIn(transaction: WriteTransaction): Promise<number> {
    for (;;) {
      const events = await this.next(Number.MAX_SAFE_INTEGER);
      this.position = await this.projector.projectIn(transaction, events);
      if (events.length === 0) return this.position;
    }
  }

  /** Removes the tables and their checkpoint, when they are not put in place. */
  async remove(): Promise<void> {
    await this.tables.drop();
    await this.facts.database.write((transaction) =>
      transaction.execute('DELETE FROM checkpoint WHERE name = ?', [this.checkpoint]),
    );
  }

  /** The next events of the log up to a position. */
  private async next(through: number) {
    const events = await this.facts.store.readAll(this.position, { max: rebuildBatchSize });
    const beyond = events.findIndex(({ position }) => position > through);
    return beyond < 0 ? events : events.slice(0, beyond);
  }
}
