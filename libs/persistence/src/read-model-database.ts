import { prepareTypeormDatabase, typeormDriver } from '@sunledger/sqlite';
import { DataSource, type QueryRunner } from 'typeorm';

import { type Dialect, sqliteDialect } from './dialect';
import { FirstReadModels1764000000000 } from './migrations/first-read-models';
import { toEntity } from './table-definition';
import { checkpointTable } from './tables/checkpoint';
import { readModelTables } from './tables/read-model-tables';
import { WriteQueue } from './write-queue';

/** What may be bound to a parameter and found in a column. */
export type SqlValue = string | number | null;

export type ReadModelOptions = {
  readonly type: 'sqlite';
  /** File of the read models; made where there is none. Never the file of the log. */
  readonly path: string;
};

/** A transaction in which read models and their checkpoint are written. */
export interface WriteTransaction {
  readonly dialect: Dialect;
  /** For the schema builder; queries go through the two methods below. */
  readonly runner: QueryRunner;
  query<Row>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>;
  /** Runs a writing statement and says how many rows it met. */
  execute(sql: string, parameters?: readonly SqlValue[]): Promise<number>;
}

/**
 * The read models: one data source that writes, one transaction at a time, and one that only reads.
 * Readers see whole transactions and wait for none (WAL).
 */
export interface ReadModelDatabase {
  readonly dialect: Dialect;
  readonly writer: DataSource;
  readonly reader: DataSource;
  /** Runs `work` in a transaction of its own; it is rolled back when `work` throws. */
  write<Result>(work: (transaction: WriteTransaction) => Promise<Result>): Promise<Result>;
  read<Row>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>;
  /** Reads outside transactions from the side that writes, for the writer's own bookkeeping. */
  readCurrent<Row>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Memory for pages of the file, per connection, in KiB; sorting for an index takes as much again. */
const pageCacheKib = 16_384;

/** Pages of the write-ahead log before they go to their places: random keys hit the same ones. */
const walPageCount = 16_384;

interface PragmaConnection {
  pragma(source: string): unknown;
}

const sqliteSource = (path: string, queryOnly: boolean): DataSource =>
  new DataSource({
    type: 'better-sqlite3',
    database: path,
    driver: typeormDriver(),
    prepareDatabase: (connection: PragmaConnection) => {
      prepareTypeormDatabase(connection);
      connection.pragma(`cache_size=-${pageCacheKib}`);
      connection.pragma(`wal_autocheckpoint=${walPageCount}`);
      if (queryOnly) connection.pragma('query_only=ON');
    },
    entities: [checkpointTable, ...readModelTables].map(toEntity),
    migrations: [FirstReadModels1764000000000],
    migrationsTableName: 'migration',
  });

class OpenReadModels implements ReadModelDatabase {
  readonly dialect = sqliteDialect;
  private readonly queue = new WriteQueue();

  constructor(
    readonly writer: DataSource,
    readonly reader: DataSource,
  ) {}

  write<Result>(work: (transaction: WriteTransaction) => Promise<Result>): Promise<Result> {
    return this.queue.run(async () => {
      const runner = this.writer.createQueryRunner();
      await runner.startTransaction();
      try {
        const result = await work(transactionOn(runner, this.dialect));
        await runner.commitTransaction();
        return result;
      } catch (error) {
        if (runner.isTransactionActive) await rollBack(runner);
        throw error;
      }
    });
  }

  read<Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
    return this.reader.query<Row[]>(this.dialect.sql(sql), [...parameters]);
  }

  readCurrent<Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
    return this.queue.run(() => this.writer.query<Row[]>(this.dialect.sql(sql), [...parameters]));
  }

  async close(): Promise<void> {
    await this.queue.idle();
    if (this.reader.isInitialized) await this.reader.destroy();
    if (this.writer.isInitialized) await this.writer.destroy();
  }
}

const rollBack = async (runner: QueryRunner): Promise<void> => {
  try {
    await runner.rollbackTransaction();
  } catch {
    // On a full disk SQLite has rolled back by itself; the first error is the one to tell.
  }
};

const transactionOn = (runner: QueryRunner, dialect: Dialect): WriteTransaction => ({
  dialect,
  runner,
  query: async <Row>(sql: string, parameters: readonly SqlValue[] = []) =>
    // What a query gives is the caller's promise, as with every SQL text.
    (await runner.query(dialect.sql(sql), [...parameters])) as Row[],
  execute: async (sql, parameters = []) =>
    Number((await runner.query(dialect.sql(sql), [...parameters], true)).affected ?? 0),
});

/**
 * Opens the read models and brings their schema up to date.
 * @throws SqlitePragmaRefused when a connection is not durable (read back through TypeORM's own).
 */
export const openReadModels = async (options: ReadModelOptions): Promise<ReadModelDatabase> => {
  const writer = await sqliteSource(options.path, false).initialize();
  const reader = sqliteSource(options.path, true);
  try {
    await writer.runMigrations({ transaction: 'each' });
    await reader.initialize();
    return new OpenReadModels(writer, reader);
  } catch (error) {
    await writer.destroy();
    throw error;
  }
};
