import { isDeepStrictEqual } from 'node:util';

import type { GroupCommit } from '@sunledger/sqlite';

import { EventIdReused, EventStoreUnavailable, RevisionConflict } from '../../errors';
import { noStream, type AppendResult } from '../../port';
import { eventHash, type HashedFields, noPredecessor } from '../../proof/hashes';
import type { LogRecord } from '../../proof/log-record';
import { MerkleFrontier } from '../../proof/merkle-frontier';
import type { NewRow, NewRows } from '../new-rows';
import { eventsOf, hashReader } from './event-rows';
import { type KnownEvent, writerStatements } from './writer-statements';

/** How many events a conflict shows at most; who needs more reads the stream. */
export const missedEventCountMax = 1_000;

/** Events written between two calls of a progress callback. */
const progressStep = 1_000;

/** What this process knows of the log's end; void when another process or a rollback got between. */
interface KnownEnd {
  readonly frontier: MerkleFrontier;
  readonly recordedAt: string;
  /** The transaction in which it was last compared with the file. */
  readonly transactionCount: number;
  readonly rollBackCount: number;
}

/** The end of one stream: its last revision, that event's hash, position and instant. */
interface StreamEnd {
  readonly revision: number;
  readonly hash: string;
  readonly position: number;
  readonly recordedAt: string;
}

const emptyStream: StreamEnd = {
  revision: noStream,
  hash: noPredecessor,
  position: 0,
  recordedAt: '',
};

export type OnProgress = (written: number, total: number) => void;

/** What checking an append found: the answer, when there is nothing to write, or where to go on. */
type Checked =
  | { readonly duplicate: AppendResult }
  | { readonly duplicate?: undefined; readonly end: StreamEnd };

/** Writes events inside the transaction that the group commit has opened. */
export class LogWriter {
  private knownEnd: KnownEnd | undefined;
  private readonly statements;
  private readonly hashAt;

  constructor(
    private readonly group: GroupCommit,
    private readonly now: () => string,
  ) {
    this.statements = writerStatements(group.database);
    this.hashAt = hashReader(group.database);
  }

  /** Checks every append before the first row is written, so that a refusal leaves nothing. */
  write(appends: readonly NewRows[], onProgress?: OnProgress): AppendResult[] {
    const [first] = appends;
    if (appends.length === 1 && first?.rows.length === 1 && onProgress === undefined) {
      return [this.writeOne(first)];
    }
    const checked = this.checkAll(appends);
    let total = 0;
    appends.forEach(({ rows }, at) => (total += checked[at]?.duplicate ? 0 : rows.length));

    let log: KnownEnd | undefined;
    let written = 0;
    const ends = new Map<string, StreamEnd>();
    const results = appends.map(({ stream, rows }, at) => {
      const found = checked[at];
      if (found === undefined) throw new Error('every append has been checked');
      if (found.duplicate !== undefined) return found.duplicate;
      log ??= this.startWriting();
      let last = ends.get(stream) ?? found.end;
      for (const row of rows) {
        last = this.insert(stream, row, last, log);
        written += 1;
        if (onProgress && written % progressStep === 0) onProgress(written, total);
      }
      if (appends.length > 1) ends.set(stream, last);
      return { stream, revision: last.revision, position: last.position, duplicate: false };
    });
    if (log !== undefined) this.knownEnd = log;
    onProgress?.(written, total);
    return results;
  }

  /** The same for one event, as most commands log: without the books that several need. */
  private writeOne(append: NewRows): AppendResult {
    const { stream, rows } = append;
    const end = this.streamEnd(stream);
    const known = this.duplicate(stream, rows) ?? this.answerWithoutEvents(append, end);
    if (known !== undefined) return known;
    const log = this.startWriting();
    const last = rows.reduce((before, row) => this.insert(stream, row, before, log), end);
    this.knownEnd = log;
    return { stream, revision: last.revision, position: last.position, duplicate: false };
  }

  /**
   * Puts proved records of another log at the end of this one, as they are.
   * @throws EventStoreUnavailable when the log is not `length` long: somebody else writes to it.
   */
  restoreAfter(length: number, records: readonly LogRecord[]): void {
    const { frontier } = this.end();
    if (frontier.length !== length) {
      const hint = 'another process writes to the log meanwhile: stop it and start again';
      throw new EventStoreUnavailable('restore', hint);
    }
    this.knownEnd = undefined;
    for (const record of records) this.insertHashed(record, record.hash, frontier);
  }

  private checkAll(appends: readonly NewRows[]): Checked[] {
    const ends = new Map<string, StreamEnd>();
    const ids = new Set<string>();
    return appends.map((append) => {
      const { stream, rows } = append;
      const end = ends.get(stream) ?? this.streamEnd(stream);
      const duplicate = this.duplicate(stream, rows) ?? this.answerWithoutEvents(append, end);
      if (duplicate !== undefined) return { duplicate };
      for (const { id } of rows) {
        if (ids.has(id)) throw new EventIdReused(id, stream);
        ids.add(id);
      }
      if (appends.length > 1) ends.set(stream, { ...end, revision: end.revision + rows.length });
      return { end };
    });
  }

  /** Throws when the stream is not where the writer believes it to be. */
  private answerWithoutEvents(append: NewRows, end: StreamEnd): AppendResult | undefined {
    const { stream, rows, expectedRevision } = append;
    if (expectedRevision !== 'any' && expectedRevision !== end.revision) {
      const missed = this.statements.missed.all(stream, expectedRevision, missedEventCountMax);
      throw new RevisionConflict(
        stream,
        expectedRevision,
        end.revision,
        eventsOf(missed, this.hashAt),
      );
    }
    if (rows.length > 0) return undefined;
    return { stream, revision: end.revision, position: end.position, duplicate: true };
  }

  /** Idempotency comes before the expected revision: a command sent twice is one fact. */
  private duplicate(stream: string, rows: readonly NewRow[]): AppendResult | undefined {
    const known: KnownEvent[] = [];
    for (const row of rows) {
      const event = this.statements.byId.get(row.id);
      if (event === undefined) continue;
      if (!isSameFact(stream, row, event)) throw new EventIdReused(row.id, event[1]);
      known.push(event);
    }
    const last = known.at(-1);
    if (last === undefined) return undefined;
    if (known.length < rows.length) {
      const [reused] = rows.filter(({ id }) => this.statements.byId.get(id) !== undefined);
      throw new EventIdReused(reused?.id ?? '', stream);
    }
    return { stream, revision: last[2], position: last[0], duplicate: true };
  }

  private insert(stream: string, row: NewRow, predecessor: StreamEnd, log: KnownEnd): StreamEnd {
    const revision = predecessor.revision + 1;
    // In a log restored from several writers, a stream's end may be later than that of the log.
    const recordedAt = later(log.recordedAt, predecessor.recordedAt);
    // Field by field: a spread after other fields takes longer than hashing.
    const event: HashedFields = {
      stream,
      revision,
      id: row.id,
      type: row.type,
      schemaVersion: row.schemaVersion,
      occurredOn: row.occurredOn,
      recordedAt,
      dataText: row.dataText,
      metaText: row.metaText,
    };
    const hash = eventHash(predecessor.hash, event);
    const position = this.insertHashed(event, hash, log.frontier);
    return { revision, hash, position, recordedAt };
  }

  /** Answers with the position, which is the length of the log with this event. */
  private insertHashed(event: HashedFields, hash: string, frontier: MerkleFrontier): number {
    const subtree = frontier.append(hash);
    const position = frontier.length;
    this.statements.insert.run(
      position,
      event.stream,
      event.revision,
      event.id,
      event.type,
      event.schemaVersion,
      event.occurredOn,
      event.recordedAt,
      event.dataText,
      event.metaText,
      Buffer.from(hash, 'hex'),
      subtree,
    );
    return position;
  }

  private streamEnd(stream: string): StreamEnd {
    const found = this.statements.streamEnd.get(stream);
    return found === undefined
      ? emptyStream
      : { revision: found[0], hash: found[1], position: found[2], recordedAt: found[3] };
  }

  /** From here on the tree's edge changes in place: should a write fail, nothing is remembered. */
  private startWriting(): KnownEnd {
    const end = this.end();
    this.knownEnd = undefined;
    return { ...end, recordedAt: this.instantAfter(end.recordedAt) };
  }

  /** The log's end; what is remembered holds unless a rollback or another process got between. */
  private end(): KnownEnd {
    const { transactionCount, rollBackCount } = this.group;
    const known = this.knownEnd?.rollBackCount === rollBackCount ? this.knownEnd : undefined;
    if (known?.transactionCount === transactionCount) return known;
    const last = this.statements.last.get();
    const length = last === undefined ? 0 : last[0];
    if (known?.frontier.length === length) return { ...known, transactionCount };
    return {
      frontier: MerkleFrontier.load(length, (position) => this.subtreeAt(position)),
      recordedAt: last === undefined ? '' : last[1],
      transactionCount,
      rollBackCount,
    };
  }

  private subtreeAt(position: number): Uint8Array {
    const found = this.statements.subtree.get(position);
    if (found === undefined) throw new Error(`the log has no event at position ${position}`);
    return found[0];
  }

  /** A clock set back must not turn the log around: knowledge is asked for by instant. */
  private instantAfter(previous: string): string {
    const now = this.now();
    if (!isoInstant.test(now)) throw new TypeError(`${now} is no ISO instant in UTC`);
    return later(now, previous);
  }
}

const later = (one: string, other: string): string => (one > other ? one : other);

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** `meta` may differ: a warning may have gone by the time a command is sent again. */
const isSameFact = (stream: string, row: NewRow, known: KnownEvent): boolean =>
  known[1] === stream &&
  known[3] === row.type &&
  known[4] === row.schemaVersion &&
  known[5] === row.occurredOn &&
  (known[6] === row.dataText || isDeepStrictEqual(JSON.parse(known[6]), JSON.parse(row.dataText)));
