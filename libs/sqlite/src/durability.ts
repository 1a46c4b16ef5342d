import { SqlitePragmaRefused } from './faults';

/** How long a connection waits for another one's lock. */
export const busyTimeoutMs = 5_000;

/** `PRAGMA synchronous` reads as a number; 2 is FULL: the log is on the disk before COMMIT returns. */
const synchronousFull = 2;

/** The least a connection must offer to be made durable. */
export interface PragmaConnection {
  exec(sql: string): void;
  pragma(name: string): unknown;
}

/**
 * Sets what durability rests on and reads it back. Needed on every opening: `journal_mode` stays in
 * the file, but `synchronous` belongs to the connection, and better-sqlite3 is compiled to start an
 * existing WAL file with NORMAL, which loses acknowledged events when the power fails.
 * @throws SqlitePragmaRefused
 */
export const makeDurable = (connection: PragmaConnection): void => {
  connection.exec(`PRAGMA busy_timeout=${busyTimeoutMs}`);
  connection.exec('PRAGMA journal_mode=WAL');
  connection.exec('PRAGMA synchronous=FULL');
  connection.exec('PRAGMA foreign_keys=ON');
  const expectations: readonly (readonly [string, string | number])[] = [
    ['journal_mode', 'wal'],
    ['synchronous', synchronousFull],
    ['foreign_keys', 1],
    ['busy_timeout', busyTimeoutMs],
  ];
  for (const [pragma, wanted] of expectations) {
    const found = connection.pragma(pragma);
    if (found !== wanted) throw new SqlitePragmaRefused(pragma, wanted, found);
  }
};
