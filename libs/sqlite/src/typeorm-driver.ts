import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

import { loadDriver } from './driver';
import { busyTimeoutMs, makeDurable } from './durability';

interface ConnectionOptions {
  readonly readonly?: boolean;
  readonly timeout?: number;
}

/** A statement as TypeORM's better-sqlite3 query runner uses it, over node:sqlite. */
class ShimStatement {
  /** True when the statement returns rows. */
  readonly reader: boolean;

  constructor(private readonly statement: StatementSync) {
    this.reader = statement.columns().length > 0;
  }

  all(...parameters: SQLInputValue[]): object[] {
    // node:sqlite's rows have no prototype; callers of TypeORM expect plain objects.
    return this.statement.all(...parameters).map((row) => ({ ...row }));
  }

  run(...parameters: SQLInputValue[]) {
    return this.statement.run(...parameters);
  }
}

const shimOver = (Database: typeof DatabaseSync) =>
  /** The part of better-sqlite3's class that TypeORM calls, over node:sqlite. */
  class NodeSqliteConnection {
    private readonly connection: DatabaseSync;

    constructor(path: string, options: ConnectionOptions = {}) {
      this.connection = new Database(path, {
        readOnly: options.readonly ?? false,
        timeout: options.timeout ?? busyTimeoutMs,
      });
    }

    prepare(sql: string): ShimStatement {
      return new ShimStatement(this.connection.prepare(sql));
    }

    /** Sets or reads a pragma; answers with its rows, as better-sqlite3 does. */
    pragma(source: string): object[] {
      return this.prepare(`PRAGMA ${source}`).all();
    }

    exec(sql: string): this {
      this.connection.exec(sql);
      return this;
    }

    close(): void {
      this.connection.close();
    }
  };

/**
 * The class to hand to a TypeORM `better-sqlite3` data source as its `driver`: that package, or the
 * same shape over node:sqlite, whichever `openSqlite` would use.
 * @throws SqliteDriverMissing
 */
export const typeormDriver = (): object => {
  const loaded = loadDriver();
  return loaded.driver === 'better-sqlite3' ? loaded.module : shimOver(loaded.module.DatabaseSync);
};

/** What TypeORM passes to `prepareDatabase`: better-sqlite3's connection or the shim above. */
interface TypeormConnection {
  pragma(source: string): unknown;
}

const firstValue = (rows: unknown): unknown => {
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  return typeof row === 'object' && row !== null ? Object.values(row)[0] : undefined;
};

/**
 * For the `prepareDatabase` option of a TypeORM data source: WAL and `synchronous=FULL`, read back.
 * @throws SqlitePragmaRefused
 */
export const prepareTypeormDatabase = (connection: TypeormConnection): void =>
  makeDurable({
    exec: (sql) => void connection.pragma(sql.replace(/^PRAGMA /, '')),
    pragma: (name) => firstValue(connection.pragma(name)),
  });
