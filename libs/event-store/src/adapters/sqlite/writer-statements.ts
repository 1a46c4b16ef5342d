import type { SqliteDatabase } from '@sunledger/sqlite';

import { eventColumns, type EventRow } from './event-rows';

type StreamEndRow = [revision: number, hash: string, position: number, recordedAt: string];

/** What tells whether an event that is in the log already is the one that is sent again. */
export type KnownEvent = [
  position: number,
  stream: string,
  revision: number,
  type: string,
  schemaVersion: number,
  occurredOn: string,
  data: string,
];

/** What writing asks of the log and says to it, prepared once. */
export const writerStatements = (database: SqliteDatabase) => ({
  last: database.prepareArrays<[position: number, recordedAt: string]>(
    'SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1',
  ),
  subtree: database.prepareArrays<[Uint8Array]>('SELECT subtree FROM events WHERE position = ?'),
  streamEnd: database.prepareArrays<StreamEndRow>(
    'SELECT revision, lower(hex(hash)), position, recorded_at FROM events WHERE stream = ? ' +
      'ORDER BY revision DESC LIMIT 1',
  ),
  byId: database.prepareArrays<KnownEvent>(
    'SELECT position, stream, revision, type, schema_version, occurred_on, data ' +
      'FROM events WHERE id = ?',
  ),
  missed: database.prepareArrays<EventRow>(
    `SELECT ${eventColumns} FROM events WHERE stream = ? AND revision > ? ` +
      'ORDER BY revision LIMIT ?',
  ),
  insert: database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
});
