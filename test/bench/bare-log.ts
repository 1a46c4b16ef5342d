import type { NewEvent, SqliteEventStore } from '@sunledger/event-store';
import { openSqlite, type SqliteDatabase } from '@sunledger/sqlite';

/** Settings of a connection that decide about speed and durability. */
const speedPragmas = ['journal_mode', 'synchronous', 'cache_size', 'wal_autocheckpoint'] as const;

/** A bare connection with exactly the settings of the store's own: same driver, same promises. */
export function openAlike(path: string, store: SqliteEventStore): SqliteDatabase {
  const database = openSqlite(path);
  for (const pragma of speedPragmas) {
    const wanted = store.group.database.pragma(pragma);
    database.exec(`PRAGMA ${pragma}=${String(wanted)}`);
    const found = database.pragma(pragma);
    if (found !== wanted) throw new Error(`${pragma} is ${String(found)}, not ${String(wanted)}`);
  }
  return database;
}

const hashLength = 32;
const unhashed = Buffer.alloc(hashLength, 7);

/**
 * The yardstick of appending: the same row with the same bytes into the same table with the same
 * two unique keys, one row per transaction. It checks nothing, chains nothing and groups nothing;
 * where the store has a hash it writes as many constant bytes.
 */
export function bareAppender(database: SqliteDatabase) {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const insert = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const commit = database.prepare('COMMIT');
  let position = 0;
  return (stream: string, revision: number, event: NewEvent): void => {
    position += 1;
    begin.run();
    insert.run(
      position,
      stream,
      revision,
      event.id,
      event.type,
      event.schemaVersion,
      event.occurredOn,
      new Date().toISOString(),
      JSON.stringify(event.data),
      JSON.stringify(event.meta),
      unhashed,
      unhashed,
    );
    commit.run();
  };
}

/** A row of the yardstick of reading. */
export type BareRow = [
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  schemaVersion: number,
  occurredOn: string,
  recordedAt: string,
  data: string,
  meta: string,
];

const bareColumns =
  'position, stream, revision, id, type, schema_version, occurred_on, recorded_at, data, meta';

/** What a yardstick's loop keeps of a case: enough that nothing read can be left out. */
export interface BareState {
  events: number;
  lastOccurredOn: string;
  agencies: number;
}

const nothingSeen = (): BareState => ({ events: 0, lastOccurredOn: '', agencies: 0 });

function take(state: BareState, row: BareRow, data: object): void {
  state.events += 1;
  if (row[6] > state.lastOccurredOn) state.lastOccurredOn = row[6];
  if ('agency' in data) state.agencies += 1;
}

/** Both JSON texts parsed, as whoever hands out an event has to. */
export function parseAll(row: BareRow): object {
  JSON.parse(row[9]);
  return JSON.parse(row[8]) as object;
}

/** Only the data parsed: the least that a fold which never looks at `meta` can do. */
export const parseDataOnly = (row: BareRow): object => JSON.parse(row[8]) as object;

export type ParseRow = (row: BareRow) => object;

/** The yardstick of one case: select, JSON.parse, loop. It knows no law and checks no shape. */
export function bareCaseReader(database: SqliteDatabase, parse: ParseRow) {
  const select = database.prepareArrays<BareRow>(
    `SELECT ${bareColumns} FROM events WHERE stream = ? ORDER BY revision`,
  );
  return (stream: string): BareState => {
    const state = nothingSeen();
    for (const row of select.all(stream)) take(state, row, parse(row));
    return state;
  };
}

/**
 * The yardstick of a replay: the same in log order, as many rows at a time as the store reads.
 * @param byCase keeps a state per case, as every fold of a log must that tells cases apart.
 */
export function bareReplay(
  database: SqliteDatabase,
  batchSize: number,
  { parse, byCase }: { readonly parse: ParseRow; readonly byCase: boolean },
) {
  const select = database.prepareArrays<BareRow>(
    `SELECT ${bareColumns} FROM events WHERE position > ? ORDER BY position LIMIT ?`,
  );
  return (eventCount: number): number => {
    const states = new Map<string, BareState>();
    const only = nothingSeen();
    let after = 0;
    for (let seen = 0; seen < eventCount;) {
      const rows = select.all(after, Math.min(batchSize, eventCount - seen));
      for (const row of rows) {
        const state = byCase ? (states.get(row[1]) ?? nothingSeen()) : only;
        take(state, row, parse(row));
        if (byCase) states.set(row[1], state);
      }
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last[0];
      seen += rows.length;
    }
    return states.size;
  };
}
