import type { SqliteDatabase } from '@sunledger/sqlite';

import { EventStoreUnavailable } from '../../errors';

/** Grows with each change of the table; a file of a newer version is left alone. */
const logFormat = 1;

/** Pages of the file kept in memory, in KiB: enough for the upper levels of all indexes. */
const pageCacheKib = 32_768;

/**
 * Pages that the write-ahead log gathers before they are moved into the file, 64 MiB: pages of the
 * indexes are hit again and again, and each is then moved once. Moving them is what a busy log waits
 * for most after its flushes.
 */
const checkpointPageCount = 16_384;

/**
 * `hash` chains the events of a stream; `subtree` is the Merkle subtree completed at this position.
 * The triggers guard against accidents; against intent there is `verifyLog`.
 */
const createLog = `
  CREATE TABLE IF NOT EXISTS log_format (version INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    occurred_on TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    data TEXT NOT NULL,
    meta TEXT NOT NULL,
    hash BLOB NOT NULL,
    subtree BLOB NOT NULL,
    UNIQUE (stream, revision)
  );
  CREATE TRIGGER IF NOT EXISTS events_are_never_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
  CREATE TRIGGER IF NOT EXISTS events_are_never_removed BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
`;

const hasLog = (database: SqliteDatabase): boolean =>
  database
    .prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'log_format'`)
    .get() !== undefined;

const storedFormat = (database: SqliteDatabase): number | undefined =>
  hasLog(database)
    ? database.prepareArrays<[number]>('SELECT version FROM log_format').get()?.[0]
    : undefined;

/** Creates the log in a new file and refuses one that a newer release has written. */
export const prepareLog = (database: SqliteDatabase): void => {
  database.exec(`PRAGMA cache_size=-${pageCacheKib}`);
  database.exec(`PRAGMA wal_autocheckpoint=${checkpointPageCount}`);
  let found = storedFormat(database);
  if (found === undefined && !database.readonly) {
    // Two processes may start on a new file at once: look again under the lock.
    database.transaction(() => {
      if (storedFormat(database) !== undefined) return;
      database.exec(createLog);
      database.prepare('INSERT INTO log_format (version) VALUES (?)').run(logFormat);
    });
    found = storedFormat(database);
  }
  if (found === logFormat) return;
  const hint =
    found === undefined
      ? 'the file holds no event log'
      : `the log has format ${found}, this release reads ${logFormat}: install a newer one`;
  throw new EventStoreUnavailable(`open ${database.path}`, hint);
};
