import type { SqliteDriver } from './connection';

/** No SQLite driver can be loaded here; the message names both ways out. */
export class SqliteDriverMissing extends Error {
  override readonly name = 'SqliteDriverMissing';

  constructor(wanted: SqliteDriver | 'any', options?: ErrorOptions) {
    super(
      `no SQLite driver (${wanted}) can be loaded by Node ${process.versions.node}: ` +
        'run on Node 24 or newer, which brings node:sqlite, ' +
        'or install better-sqlite3 for this Node (npm install better-sqlite3; needs a C++ compiler)',
      options,
    );
  }
}

/** A pragma that durability rests on did not take; the connection has been closed. */
export class SqlitePragmaRefused extends Error {
  override readonly name = 'SqlitePragmaRefused';

  constructor(
    readonly pragma: string,
    readonly wanted: string | number,
    readonly found: unknown,
  ) {
    super(`PRAGMA ${pragma} should be ${wanted} and is ${String(found)}`);
  }
}

/** A batch could not be committed; nothing of it is in the file. `code` as in `sqliteFaultCode`. */
export class CommitFailed extends Error {
  override readonly name = 'CommitFailed';

  constructor(
    readonly code: string,
    options: ErrorOptions,
  ) {
    super(`nothing was written: ${code}`, options);
  }
}

/** Primary result codes of SQLite that a caller can meet, by number (sqlite.org/rescode.html). */
const primaryCodes: ReadonlyMap<number, string> = new Map([
  [1, 'SQLITE_ERROR'],
  [2, 'SQLITE_INTERNAL'],
  [3, 'SQLITE_PERM'],
  [4, 'SQLITE_ABORT'],
  [5, 'SQLITE_BUSY'],
  [6, 'SQLITE_LOCKED'],
  [7, 'SQLITE_NOMEM'],
  [8, 'SQLITE_READONLY'],
  [9, 'SQLITE_INTERRUPT'],
  [10, 'SQLITE_IOERR'],
  [11, 'SQLITE_CORRUPT'],
  [12, 'SQLITE_NOTFOUND'],
  [13, 'SQLITE_FULL'],
  [14, 'SQLITE_CANTOPEN'],
  [15, 'SQLITE_PROTOCOL'],
  [17, 'SQLITE_SCHEMA'],
  [18, 'SQLITE_TOOBIG'],
  [19, 'SQLITE_CONSTRAINT'],
  [20, 'SQLITE_MISMATCH'],
  [21, 'SQLITE_MISUSE'],
  [25, 'SQLITE_RANGE'],
  [26, 'SQLITE_NOTADB'],
]);

const codeOfName = (name: string): string => {
  const primary = /^SQLITE_[A-Z]+/.exec(name);
  return primary === null ? name : primary[0];
};

/**
 * The primary SQLite result code of an error (`SQLITE_FULL`, `SQLITE_IOERR`, …), the same for both
 * drivers; undefined when the error does not come from SQLite. Looks through `cause`.
 */
export const sqliteFaultCode = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  // Not `instanceof Error`: an error made inside Node may belong to another realm than this code.
  const { code, errcode, cause } = error as Record<'code' | 'errcode' | 'cause', unknown>;
  if (code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number') {
    return primaryCodes.get(errcode & 0xff) ?? `SQLITE_${errcode}`;
  }
  if (typeof code === 'string' && code.startsWith('SQLITE_')) return codeOfName(code);
  return cause === undefined ? undefined : sqliteFaultCode(cause);
};
