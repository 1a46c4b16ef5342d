import type { SqliteDatabase, SqliteStatement, SqliteValue } from '@sunledger/sqlite';

import {
  clockDifferenceMaxMs,
  type LogHead,
  type ReadStreamOptions,
  type StoredEvent,
} from '../../port';
import { MerkleFrontier } from '../../proof/merkle-frontier';
import type { LogRecord } from '../../proof/log-record';
import { eventColumns, eventsOf, type EventRow, type HashAt, hashReader } from './event-rows';

/** More prefixes than this in one read are a mistake: name the streams otherwise. */
export const streamPrefixCountMax = 32;

/** Records handed out between two looks at the file, so that a long walk stays flat in memory. */
const recordPageSize = 1_000;

/** No stream name holds it, and it sorts after everything that follows a prefix. */
const afterEveryName = '\u{10ffff}';

type RecordRow = [...EventRow, hash: string, subtree: string];

const unbounded = -1;

/** A bare parameter would have SQLite plan the statement anew for every number bound to it. */
const upToMax = 'LIMIT ? + 0';

/** All reads of the log, over prepared statements of one connection. */
export class LogReading {
  private readonly statements;
  private readonly hashAt: HashAt;
  private readonly byPrefixCount = new Map<number, SqliteStatement<EventRow>>();

  constructor(private readonly database: SqliteDatabase) {
    this.statements = prepareStatements(database);
    this.hashAt = hashReader(database);
  }

  stream(stream: string, options: ReadStreamOptions = {}): StoredEvent[] {
    const { fromRevision, direction = 'forwards', max = unbounded } = options;
    const rows =
      direction === 'forwards'
        ? this.statements.forwards.all(stream, fromRevision ?? 0, max)
        : this.statements.backwards.all(stream, fromRevision ?? Number.MAX_SAFE_INTEGER, max);
    return eventsOf(rows, this.hashAt);
  }

  /** Events after a position and up to another one, in log order. */
  all(after: number, upTo: number, max: number, prefixes: readonly string[] = []): StoredEvent[] {
    if (!Number.isInteger(max) || max < 1) throw new RangeError(`max may not be ${max}`);
    if (prefixes.length > streamPrefixCountMax) {
      throw new RangeError(`at most ${streamPrefixCountMax} stream prefixes in one read`);
    }
    const bounds = prefixes.flatMap((prefix) => [prefix, prefix + afterEveryName]);
    return eventsOf(
      this.allStatement(prefixes.length).all(after, upTo, ...bounds, max),
      this.hashAt,
    );
  }

  /** Length of the log, which is the position of its last event. */
  length(): number {
    return this.statements.length.get()?.[0] ?? 0;
  }

  headAt(position: number): LogHead {
    this.demandWithin(position);
    const subtreeAt = (ending: number): Uint8Array => {
      const found = this.statements.subtree.get(ending);
      if (found === undefined) throw new Error(`the log has no event at position ${ending}`);
      return found[0];
    };
    const treeRoot = MerkleFrontier.load(position, subtreeAt).root();
    return { position, length: position, treeRoot };
  }

  /** Throws unless the position is 0 or that of an event; here that is also the log's length. */
  demandWithin(position: number): void {
    const length = this.length();
    if (Number.isInteger(position) && position >= 0 && position <= length) return;
    throw new RangeError(`the log has ${length} events, there is no place ${position} in it`);
  }

  /**
   * Instants hardly decrease along the log (a log brought here from several writers may fall back by
   * the difference of their clocks), so halving finds the place without an index: what is older than
   * that difference cannot be followed by anything newer before it.
   */
  positionAt(instant: string): number {
    const wanted = new Date(instant).toISOString();
    const end = this.length();
    const surelyKnown = this.lastUpTo(earlier(wanted), end);
    const later = this.statements.firstLater.get(surelyKnown, wanted)?.[0];
    return later === undefined ? end : later - 1;
  }

  /** The latest instant of logging up to a position. */
  instantAt(position: number): string | undefined {
    this.demandWithin(position);
    const recordedAt = this.statements.recordedAt.get(position)?.[0];
    if (recordedAt === undefined) return undefined;
    const surelyEarlier = this.lastUpTo(earlier(recordedAt), position);
    return this.statements.latest.get(surelyEarlier, position)?.[0] ?? recordedAt;
  }

  /** A position up to `end` that was recorded by the instant, as near to `end` as halving gets. */
  private lastUpTo(instant: string, end: number): number {
    let before = 0;
    let after = end + 1;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      const recordedAt = this.statements.recordedAt.get(middle)?.[0];
      if (recordedAt === undefined || recordedAt > instant) after = middle;
      else before = middle;
    }
    return before;
  }

  /** The log as stored, texts unparsed, for proof and export. */
  *records(): Generator<LogRecord, void, void> {
    let after: number = Number.MIN_SAFE_INTEGER;
    for (;;) {
      const rows = this.statements.records.all(after, recordPageSize);
      for (const row of rows) yield recordOf(row);
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last[0];
    }
  }

  /** Changes when another connection has committed to the file. */
  foreignWrites(): SqliteValue | undefined {
    return this.statements.dataVersion.get()?.[0];
  }

  private allStatement(prefixCount: number): SqliteStatement<EventRow> {
    const known = this.byPrefixCount.get(prefixCount);
    if (known !== undefined) return known;
    const oneOf = Array.from({ length: prefixCount }, () => '(+stream >= ? AND +stream < ?)');
    // The unary plus keeps the planner on the position: log order without sorting.
    const filter = prefixCount === 0 ? '' : `AND (${oneOf.join(' OR ')})`;
    const statement = this.database.prepareArrays<EventRow>(
      `SELECT ${eventColumns} FROM events WHERE position > ? AND position <= ? ${filter} ` +
        `ORDER BY position ${upToMax}`,
    );
    this.byPrefixCount.set(prefixCount, statement);
    return statement;
  }
}

const earlier = (instant: string): string =>
  new Date(Date.parse(instant) - clockDifferenceMaxMs).toISOString();

const recordOf = (row: RecordRow): LogRecord => ({
  position: row[0],
  stream: row[1],
  revision: row[2],
  id: row[3],
  type: row[4],
  schemaVersion: row[5],
  occurredOn: row[6],
  recordedAt: row[7],
  dataText: row[8],
  metaText: row[9],
  hash: row[10],
  subtree: row[11],
});

const prepareStatements = (database: SqliteDatabase) => ({
  forwards: database.prepareArrays<EventRow>(
    `SELECT ${eventColumns} FROM events WHERE stream = ? AND revision >= ? ` +
      `ORDER BY revision ${upToMax}`,
  ),
  backwards: database.prepareArrays<EventRow>(
    `SELECT ${eventColumns} FROM events WHERE stream = ? AND revision <= ? ` +
      `ORDER BY revision DESC ${upToMax}`,
  ),
  records: database.prepareArrays<RecordRow>(
    `SELECT ${eventColumns}, lower(hex(hash)), lower(hex(subtree)) FROM events ` +
      `WHERE position > ? ORDER BY position ${upToMax}`,
  ),
  length: database.prepareArrays<[number]>(
    'SELECT position FROM events ORDER BY position DESC LIMIT 1',
  ),
  subtree: database.prepareArrays<[Uint8Array]>('SELECT subtree FROM events WHERE position = ?'),
  recordedAt: database.prepareArrays<[string]>('SELECT recorded_at FROM events WHERE position = ?'),
  firstLater: database.prepareArrays<[number]>(
    'SELECT position FROM events WHERE position > ? AND recorded_at > ? ORDER BY position LIMIT 1',
  ),
  latest: database.prepareArrays<[string]>(
    'SELECT recorded_at FROM events WHERE position > ? AND position <= ? ' +
      'ORDER BY recorded_at DESC LIMIT 1',
  ),
  dataVersion: database.prepareArrays('PRAGMA data_version'),
});
