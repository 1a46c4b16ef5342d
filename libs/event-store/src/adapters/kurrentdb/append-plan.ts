import { isDeepStrictEqual } from 'node:util';

import { EventIdReused, RevisionConflict } from '../../errors';
import {
  atomicByteCountMax,
  atomicEventCountMax,
  noStream,
  type AppendResult,
  type StoredEvent,
} from '../../port';
import { eventHash } from '../../proof/hashes';
import type { NewRow, NewRows } from '../new-rows';
import type { LogReading } from './log-reading';
import { comesBackAlike, type WrittenRow } from './stored-records';
import { StreamEnd, type StreamEnds } from './stream-ends';

/** How many events a conflict shows at most; who needs more reads the stream. */
export const missedEventCountMax = 1_000;

/** Streams read side by side while a plan is made. */
const readsAtOnce = 16;

/** What an append comes to: nothing, because it is known, or rows to write. */
export interface PlannedAppend {
  readonly stream: string;
  readonly expected: number;
  readonly rows: readonly WrittenRow[];
  readonly duplicate?: AppendResult;
}

/** The end of a stream as the appends of one call leave it. */
interface PlannedEnd {
  readonly revision: number;
  readonly hash: string;
  readonly recordedAt: string;
  readonly position: number;
  readonly revisions: ReadonlyMap<string, number>;
}

/** Plans the appends of one call in order, on what is known of their streams. */
export class AppendPlanner {
  constructor(
    private readonly ends: StreamEnds,
    private readonly reading: LogReading,
  ) {}

  /**
   * @param appends those not yet written
   * @param instant the instant of logging, before it is made to follow that of the stream
   * @throws RevisionConflict, EventIdReused
   */
  async plan(appends: readonly NewRows[], instant: string): Promise<PlannedAppend[]> {
    await this.readUnknown(appends);
    const ends = new Map<string, PlannedEnd>();
    const ids = new Set<string>();
    const planned: PlannedAppend[] = [];
    for (const append of appends) {
      const end = ends.get(append.stream) ?? (await this.startOf(append));
      const plan = await this.planOne(append, end, instant);
      planned.push(plan);
      for (const { id } of plan.rows) {
        if (ids.has(id)) throw new EventIdReused(id, append.stream);
        ids.add(id);
      }
      ends.set(append.stream, { ...end, ...plan.rows.at(-1) });
    }
    return planned;
  }

  /** A stream that should be new is taken for new: the server knows better, and says so. */
  private async readUnknown(appends: readonly NewRows[]): Promise<void> {
    const unknown = new Set(
      appends
        .filter(({ expectedRevision }) => expectedRevision !== noStream)
        .map(({ stream }) => stream)
        .filter((stream) => this.ends.known(stream) === undefined),
    );
    const streams = [...unknown];
    for (let at = 0; at < streams.length; at += readsAtOnce) {
      const some = streams.slice(at, at + readsAtOnce);
      await Promise.all(some.map((stream) => this.ends.refreshed(stream)));
    }
  }

  private async startOf({ stream, rows, expectedRevision }: NewRows): Promise<PlannedEnd> {
    const known = this.ends.known(stream);
    if (known === undefined) {
      if (expectedRevision === noStream && rows.length > 0) return new StreamEnd();
      return (await this.ends.refreshed(stream)).end;
    }
    const fits = expectedRevision === 'any' || expectedRevision === known.revision;
    // What does not fit, or is answered without asking the server, is decided on what is true now.
    return fits && rows.length > 0 ? known : (await this.ends.refreshed(stream)).end;
  }

  private async planOne(
    { stream, rows, expectedRevision }: NewRows,
    end: PlannedEnd,
    instant: string,
  ): Promise<PlannedAppend> {
    const duplicate = await this.duplicate(stream, rows, end);
    if (duplicate !== undefined) return { stream, expected: end.revision, rows: [], duplicate };
    if (expectedRevision !== 'any' && expectedRevision !== end.revision) {
      throw new RevisionConflict(
        stream,
        expectedRevision,
        end.revision,
        await this.missed(stream, expectedRevision),
      );
    }
    const { revision, position } = end;
    const result = { stream, revision, position, duplicate: true };
    if (rows.length === 0) return { stream, expected: revision, rows: [], duplicate: result };
    return { stream, expected: revision, rows: chained(stream, rows, end, instant) };
  }

  /** Idempotency comes before the expected revision: a command sent twice is one fact. */
  private async duplicate(
    stream: string,
    rows: readonly NewRow[],
    { revisions }: PlannedEnd,
  ): Promise<AppendResult | undefined> {
    const places = rows.flatMap(({ id }) => revisions.get(id) ?? []);
    if (places.length === 0) return undefined;
    const [from, to] = [Math.min(...places), Math.max(...places)];
    const range = { fromRevision: from, max: to - from + 1 };
    const events = new Map(
      (await this.reading.stream(stream, range)).map((event) => [event.id, event]),
    );
    let last: StoredEvent | undefined;
    for (const row of rows) {
      last = events.get(row.id);
      // One that is new beside one that is known would make another fact of the same command.
      if (last === undefined || !isSameFact(row, last)) {
        const reused = last === undefined ? rows.find(({ id }) => events.has(id)) : row;
        throw new EventIdReused(reused?.id ?? row.id, stream);
      }
    }
    if (last === undefined) return undefined;
    return { stream, revision: last.revision, position: last.position, duplicate: true };
  }

  private missed(stream: string, expected: number): Promise<readonly StoredEvent[]> {
    const options = { fromRevision: expected + 1, max: missedEventCountMax };
    return this.reading.stream(stream, options);
  }
}

const chained = (
  stream: string,
  rows: readonly NewRow[],
  end: PlannedEnd,
  instant: string,
): WrittenRow[] => {
  const recordedAt = instant > end.recordedAt ? instant : end.recordedAt;
  let { revision, hash } = end;
  return rows.map((row) => {
    revision += 1;
    hash = eventHash(hash, { stream, revision, recordedAt, ...row });
    return { ...row, revision, recordedAt, hash };
  });
};

/** `meta` may differ: a warning may have gone by the time a command is sent again. */
const isSameFact = (row: NewRow, known: StoredEvent): boolean =>
  known.type === row.type &&
  known.schemaVersion === row.schemaVersion &&
  known.occurredOn === row.occurredOn &&
  isDeepStrictEqual(known.data, JSON.parse(row.dataText));

/** Bytes that the server adds to an event or counts with it, at most. */
const overheadBytes = 400;

const bytesOf = ({ rows }: PlannedAppend): number =>
  rows.reduce((sum, { dataText, metaText, type }) => {
    const data = Buffer.byteLength(dataText) * (comesBackAlike(dataText) ? 1 : 2);
    return sum + data + Buffer.byteLength(metaText) + type.length + overheadBytes;
  }, 0);

/** The size of a transaction below the server's default limit of 1 MiB, in bytes. */
const batchByteCountMax = atomicByteCountMax + atomicEventCountMax * overheadBytes;

/**
 * Cuts appends into transactions, in order. The server takes each stream once in a transaction, and
 * holds names that differ in case for the same there.
 */
export const batchesOf = (appends: readonly PlannedAppend[]): PlannedAppend[][] => {
  const batches: PlannedAppend[][] = [];
  let batch: PlannedAppend[] = [];
  let streams = new Set<string>();
  let [events, bytes] = [0, 0];
  for (const append of appends) {
    const [size, name] = [bytesOf(append), append.stream.toLowerCase()];
    const full =
      (append.rows.length > 0 && streams.has(name)) ||
      events + append.rows.length > atomicEventCountMax ||
      bytes + size > batchByteCountMax;
    if (full && batch.length > 0) {
      batches.push(batch);
      batch = [];
      streams = new Set();
      [events, bytes] = [0, 0];
    }
    batch.push(append);
    if (append.rows.length > 0) streams.add(name);
    events += append.rows.length;
    bytes += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
};
