import { createHash } from 'node:crypto';

import { openSqlite, type SqliteDatabase } from '@sunledger/sqlite';

/** Opens the log of a copied data directory as somebody would who is not held by its triggers. */
export function alter(file: string, change: (database: SqliteDatabase) => void): void {
  const database = openSqlite(file);
  try {
    database.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_removed');
    change(database);
  } finally {
    database.close();
  }
}

/** Lets two events change places; what was logged at `first` then stands at `second`. */
export function swap(database: SqliteDatabase, first: number, second: number): void {
  const move = database.prepare('UPDATE events SET position = ? WHERE position = ?');
  move.run(-1, first);
  move.run(first, second);
  move.run(second, -1);
}

/** Puts a copy of an event at the end of the log under a new id, as if it had been logged. */
export function insertCopy(database: SqliteDatabase, of: number): void {
  database
    .prepare(
      `INSERT INTO events SELECT (SELECT max(position) + 1 FROM events), stream,
         (SELECT max(revision) + 1 FROM events AS same WHERE same.stream = events.stream),
         '00000000-0000-8000-8000-000000000000', type, schema_version, occurred_on,
         (SELECT max(recorded_at) FROM events), data, meta, hash, subtree
       FROM events WHERE position = ?`,
    )
    .run(of);
}

/** Puts an event between two others and moves all later ones up by one position. */
export function insertBetween(database: SqliteDatabase, after: number): void {
  database.exec(`UPDATE events SET position = -position WHERE position > ${after}`);
  database.exec('UPDATE events SET position = 1 - position WHERE position < 0');
  database
    .prepare(
      `INSERT INTO events SELECT ${after + 1}, 'request-invented', 0,
         '00000000-0000-8000-8000-000000000000', type, schema_version, occurred_on, recorded_at,
         data, meta, hash, subtree FROM events WHERE position = ?`,
    )
    .run(after);
}

const positionOf = (database: SqliteDatabase, choice: 'min' | 'max', type: string): number =>
  Number(
    database
      .prepareArrays<[number]>(`SELECT ${choice}(position) FROM events WHERE type = ?`)
      .get(type)?.[0],
  );

export const firstOfType = (database: SqliteDatabase, type: string): number =>
  positionOf(database, 'min', type);

export const lastOfType = (database: SqliteDatabase, type: string): number =>
  positionOf(database, 'max', type);

interface HashedRow {
  readonly stream: string;
  readonly revision: number;
  readonly fields: string;
}

/**
 * Rewrites who logged an event and works out its hash anew, as somebody would who knows how the log
 * is made: the hash covers the predecessor's hash and the fields, joined by line feeds.
 */
export function rewriteWithHash(database: SqliteDatabase, position: number): void {
  database
    .prepare(`UPDATE events SET meta = json_set(meta, '$.actor', 'nobody') WHERE position = ?`)
    .run(position);
  const row = database
    .prepare<HashedRow>(
      `SELECT stream, revision, concat_ws(char(10), stream, revision, id, type, schema_version,
         occurred_on, recorded_at, data, meta) AS fields FROM events WHERE position = ?`,
    )
    .get(position);
  const [predecessor] =
    database
      .prepareArrays<[string]>(
        'SELECT lower(hex(hash)) FROM events WHERE stream = ? AND revision = ?',
      )
      .get(row?.stream ?? '', (row?.revision ?? 0) - 1) ?? [];
  const hash = createHash('sha256').update(`${predecessor}\n${row?.fields}`).digest();
  database.prepare('UPDATE events SET hash = ? WHERE position = ?').run(hash, position);
}
