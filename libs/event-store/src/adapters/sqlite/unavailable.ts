import { sqliteFaultCode } from '@sunledger/sqlite';

import { EventStoreUnavailable } from '../../errors';

/** What the operator can do, by SQLite's result code. */
const hints: ReadonlyMap<string, string> = new Map([
  ['SQLITE_FULL', 'the disk is full: nothing was written; free some space and try again'],
  ['SQLITE_IOERR', 'the disk does not read or write: check it and the system log, then restart'],
  ['SQLITE_CORRUPT', 'the data file is damaged: stop, keep a copy, restore the last backup'],
  ['SQLITE_NOTADB', 'the file is not a data file of this system: check the configured path'],
  ['SQLITE_READONLY', 'the data file may not be written: check its owner and permissions'],
  ['SQLITE_CANTOPEN', 'the data file cannot be opened: check its path, owner and permissions'],
  ['SQLITE_PERM', 'the data file may not be used: check its owner and permissions'],
  ['SQLITE_BUSY', 'another process keeps the data file locked: stop it or wait, then try again'],
  ['SQLITE_LOCKED', 'another connection keeps the data file locked: try again'],
  ['SQLITE_PROTOCOL', 'the data file is contended by other processes: try again'],
  ['SQLITE_NOMEM', 'memory has run out: give the process more'],
]);

/** Turns a fault of the storage into the port's error; anything else stays what it is. */
export const asUnavailable = (operation: string, error: unknown): unknown => {
  const code = sqliteFaultCode(error);
  const hint = code === undefined ? undefined : hints.get(code);
  if (hint === undefined) return error;
  return new EventStoreUnavailable(operation, `${hint} (${code})`, { cause: error });
};

/** Runs `read` and turns a fault of the storage into the port's error. */
export const readingFrom = <Result>(operation: string, read: () => Result): Result => {
  try {
    return read();
  } catch (error) {
    throw asUnavailable(operation, error);
  }
};
