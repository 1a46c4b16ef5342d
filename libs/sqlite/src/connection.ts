/** The SQLite library in use: a package with a compiled part, or the one inside Node. */
export type SqliteDriver = 'better-sqlite3' | 'node:sqlite';

/** What may be bound to a parameter or found in a column. BLOBs come back as bytes. */
export type SqliteValue = string | number | bigint | null | Uint8Array;

export type SqliteRow = Record<string, SqliteValue>;

/** What a writing statement did. */
export interface SqliteChanges {
  readonly changes: number | bigint;
  readonly lastInsertRowid: number | bigint;
}

/** A prepared statement; parameters are positional (`?`). Synchronous. */
export interface SqliteStatement<Row = SqliteRow> {
  run(...parameters: SqliteValue[]): SqliteChanges;
  get(...parameters: SqliteValue[]): Row | undefined;
  all(...parameters: SqliteValue[]): Row[];
  /** Keeps the connection busy until it is exhausted or closed: never wait inside the loop. */
  iterate(...parameters: SqliteValue[]): IterableIterator<Row>;
}

/** One connection to one SQLite file, the same over both drivers. Synchronous. */
export interface SqliteDatabase {
  readonly driver: SqliteDriver;
  readonly path: string;
  readonly readonly: boolean;
  readonly open: boolean;
  exec(sql: string): void;
  /** Rows are objects by column name. */
  prepare<Row = SqliteRow>(sql: string): SqliteStatement<Row>;
  /** Rows are arrays in column order: quicker for long scans. */
  prepareArrays<Row = SqliteValue[]>(sql: string): SqliteStatement<Row>;
  /** Reads one pragma, e.g. `synchronous`: the first column of its first row. */
  pragma(name: string): SqliteValue | undefined;
  /** Runs `work` between BEGIN IMMEDIATE and COMMIT; rolls back and rethrows when it throws. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}
