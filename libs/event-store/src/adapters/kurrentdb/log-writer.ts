import { NO_STREAM, type AppendStreamRequest } from '@kurrent/kurrentdb-client';

import { EventStoreUnavailable } from '../../errors';
import { noStream, type AppendResult } from '../../port';
import type { NewRows } from '../new-rows';
import { AppendPlanner, batchesOf, type PlannedAppend } from './append-plan';
import { backOffMs, type KurrentConnection, pause } from './connection';
import { kindOf, streamCut, unavailable } from './faults';
import type { IndexedLog } from './indexed-log';
import { KeyedLock } from './keyed-lock';
import type { LogReading } from './log-reading';
import { eventDataOf, type Namespace, type WrittenRow } from './stored-records';
import { StreamEnds } from './stream-ends';

/** How often an append to whatever revision starts again because other writers came before it. */
const contentionCountMax = 50;

export type OnProgress = (written: number, total: number) => void;

export interface LogWriterParts {
  readonly connection: KurrentConnection;
  readonly namespace: Namespace;
  readonly reading: LogReading;
  readonly indexed: IndexedLog;
  /** The clock: the present instant, ISO 8601 in UTC with milliseconds. */
  readonly now: () => string;
}

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/**
 * Writes events. The hash of an event covers its revision and its predecessor, so every write names
 * the revision it builds on, and a row can stand in the stream at one place only: a write whose
 * answer was lost is looked up or sent again, never doubled.
 */
export class LogWriter {
  readonly ends: StreamEnds;
  private readonly planner: AppendPlanner;
  private readonly locks = new KeyedLock();
  private latest = '';

  constructor(private readonly parts: LogWriterParts) {
    this.ends = new StreamEnds(parts.reading);
    this.planner = new AppendPlanner(this.ends, parts.reading);
  }

  /** Appends in order; see `EventStore.appendAll`. */
  async write(appends: readonly NewRows[], onProgress?: OnProgress): Promise<AppendResult[]> {
    for (const { stream } of appends) this.parts.namespace.stored(stream);
    const release = await this.locks.acquire(appends.map(({ stream }) => stream));
    try {
      return await this.writeLocked(appends, onProgress);
    } finally {
      release();
    }
  }

  /** One transaction of planned rows; `moved` when a stream is no longer where they begin. */
  async transact(batch: readonly PlannedAppend[]): Promise<'written' | 'moved'> {
    const { connection, namespace } = this.parts;
    const requests = batch.map((append) => requestOf(namespace, append));
    const end = Date.now() + connection.options.patienceMs;
    for (let attempt = 0; ; attempt += 1) {
      const { generation } = connection;
      try {
        const { responses } = await connection.once('append', (client) =>
          client.multiStreamAppend(requests),
        );
        demandPlaces(namespace, batch, responses);
        return 'written';
      } catch (error) {
        if (kindOf(error) === 'refused') throw unavailable('append', error);
        // Whatever else was said, only the streams can tell what has happened.
        const state = await this.stateOf(batch);
        if (state !== 'untouched') return state;
        const wait = backOffMs(attempt);
        if (Date.now() + wait > end) throw unavailable('append', error);
        if (attempt > 0) connection.renew(generation);
        await pause(wait);
      }
    }
  }

  private async writeLocked(
    appends: readonly NewRows[],
    onProgress?: OnProgress,
  ): Promise<AppendResult[]> {
    const results: AppendResult[] = [];
    const total = appends.reduce((sum, { rows }) => sum + rows.length, 0);
    for (let contention = 0; results.length < appends.length; contention += 1) {
      if (contention > contentionCountMax) {
        throw new EventStoreUnavailable('append', 'other writers come first again and again');
      }
      const planned = await this.planner.plan(appends.slice(results.length), this.instant());
      await this.writePlanned(planned, results, (written) => onProgress?.(written, total));
    }
    onProgress?.(total, total);
    return results;
  }

  /** Adds a result for each append that is settled; ends early when a stream has moved. */
  private async writePlanned(
    planned: readonly PlannedAppend[],
    results: AppendResult[],
    onProgress: (written: number) => void,
  ): Promise<void> {
    let written = 0;
    for (const batch of batchesOf(planned)) {
      const rows = batch.filter(({ duplicate }) => duplicate === undefined);
      const places = rows.map((append) => [append.stream, lastOf(append).revision] as const);
      this.parts.indexed.expect(places);
      try {
        if (rows.length > 0 && (await this.transact(rows)) === 'moved') return;
        for (const append of batch) results.push(append.duplicate ?? (await this.resultOf(append)));
      } finally {
        this.parts.indexed.forget(places);
      }
      written += rows.reduce((sum, append) => sum + append.rows.length, 0);
      onProgress(written);
    }
  }

  private async resultOf({ stream, rows }: PlannedAppend): Promise<AppendResult> {
    const { revision } = rows.at(-1) ?? { revision: noStream };
    const position = await this.parts.indexed.positionOf(stream, revision);
    // Only the last position of a stream is ever asked for.
    this.ends.noteFollowing(
      stream,
      rows.map((row) => ({ ...row, position })),
    );
    return { stream, revision, position, duplicate: false };
  }

  /** What became of a transaction: all of it is there, or nothing of it. */
  private async stateOf(
    batch: readonly PlannedAppend[],
  ): Promise<'written' | 'moved' | 'untouched'> {
    let [there, moved] = [0, 0];
    for (const { stream, expected, rows } of batch) {
      // Rows are compared by what stands after the revision they build on.
      const found = await this.parts.reading.stream(stream, { fromRevision: expected + 1 });
      if (found.length === 0) continue;
      if (rows.every((row, at) => found[at]?.hash === row.hash)) there += 1;
      else moved += 1;
      this.ends.noteFollowing(stream, found);
    }
    if (moved > 0) return 'moved';
    return there === batch.length ? 'written' : 'untouched';
  }

  /** A clock set back must not turn the log around: knowledge is asked for by instant. */
  private instant(): string {
    const now = this.parts.now();
    if (!instantPattern.test(now)) throw new TypeError(`${now} is no ISO instant in UTC`);
    const { instant } = this.parts.indexed.index;
    const logged = Number.isFinite(instant) ? new Date(instant).toISOString() : '';
    for (const known of [now, logged]) if (known > this.latest) this.latest = known;
    return this.latest;
  }
}

/**
 * A deleted stream is one that does not exist to those who expect none, and goes on behind its former
 * end. The hashes of what stands there now are of other revisions.
 */
const demandPlaces = (
  namespace: Namespace,
  batch: readonly PlannedAppend[],
  responses: readonly { readonly streamName: string; readonly revision: bigint }[],
): void => {
  const ends = new Map(responses.map(({ streamName, revision }) => [streamName, revision]));
  for (const append of batch) {
    const end = ends.get(namespace.stored(append.stream)) ?? 0n;
    if (end > lastOf(append).revision) throw streamCut('append', append.stream);
  }
};

const lastOf = ({ rows }: PlannedAppend): WrittenRow => {
  const last = rows.at(-1);
  if (last === undefined) throw new Error('a planned append has rows');
  return last;
};

const requestOf = (
  namespace: Namespace,
  { stream, expected, rows }: PlannedAppend,
): AppendStreamRequest => ({
  streamName: namespace.stored(stream),
  expectedState: expected === noStream ? NO_STREAM : BigInt(expected),
  events: rows.map(eventDataOf),
});
