import { existsSync } from 'node:fs';

import type { SqliteDatabase, SqliteDriver, SqliteStatement, SqliteValue } from './connection';
import { loadDriver } from './driver';
import { makeDurable, busyTimeoutMs } from './durability';

export interface OpenSqliteOptions {
  /** Refuses every write; the file must exist. */
  readonly readonly?: boolean;
}

/** What both drivers' connections have in common, as far as it is used here. */
interface DriverConnection {
  exec(sql: string): unknown;
  prepare(sql: string): unknown;
  close(): void;
}

const connect = (path: string, readonly: boolean) => {
  const loaded = loadDriver();
  if (loaded.driver === 'node:sqlite') {
    const connection = new loaded.module.DatabaseSync(path, {
      readOnly: readonly,
      timeout: busyTimeoutMs,
    });
    const arrays = (sql: string): unknown => {
      const statement = connection.prepare(sql);
      statement.setReturnArrays(true);
      return statement;
    };
    return { driver: loaded.driver, connection: connection as DriverConnection, arrays };
  }
  const connection = new loaded.module(path, {
    readonly,
    fileMustExist: readonly,
    timeout: busyTimeoutMs,
  });
  const arrays = (sql: string): unknown => connection.prepare(sql).raw(true);
  return { driver: loaded.driver, connection: connection as DriverConnection, arrays };
};

class OpenDatabase implements SqliteDatabase {
  open = true;

  constructor(
    readonly driver: SqliteDriver,
    readonly path: string,
    readonly readonly: boolean,
    private readonly connection: DriverConnection,
    private readonly arrays: (sql: string) => unknown,
  ) {}

  exec(sql: string): void {
    this.connection.exec(sql);
  }

  prepare<Row>(sql: string): SqliteStatement<Row> {
    // Both drivers' statements have these four methods; the row's shape is the caller's promise.
    return this.connection.prepare(sql) as SqliteStatement<Row>;
  }

  prepareArrays<Row>(sql: string): SqliteStatement<Row> {
    // As above, with rows as arrays.
    return this.arrays(sql) as SqliteStatement<Row>;
  }

  pragma(name: string): SqliteValue | undefined {
    return this.prepareArrays<SqliteValue[]>(`PRAGMA ${name}`).get()?.[0];
  }

  transaction<Result>(work: () => Result): Result {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      rollBack(this);
      throw error;
    }
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.connection.close();
  }
}

/** Ends an open transaction without keeping it; SQLite may have ended it by itself already. */
export const rollBack = (database: SqliteDatabase): void => {
  try {
    database.exec('ROLLBACK');
  } catch {
    // «no transaction is active»: after SQLITE_FULL or SQLITE_IOERR SQLite rolls back on its own.
  }
};

/**
 * Opens a SQLite file. A writable connection is durable: WAL, `synchronous=FULL`, read back.
 * @throws SqliteDriverMissing when neither driver can be loaded.
 * @throws SqlitePragmaRefused when the file cannot be made durable.
 */
export const openSqlite = (path: string, options: OpenSqliteOptions = {}): SqliteDatabase => {
  const readonly = options.readonly ?? false;
  if (readonly && !existsSync(path)) throw new Error(`there is no file ${path}`);
  const { driver, connection, arrays } = connect(path, readonly);
  const database = new OpenDatabase(driver, path, readonly, connection, arrays);
  if (readonly) return database;
  try {
    makeDurable(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};
