import { prepareTypeormDatabase, typeormDriver } from '@sunledger/sqlite';
import { DataSource } from 'typeorm';

import type { SqlValue } from '../dialect';
import type { ProjectionLease } from '../lease';
import { readModelMigrations } from '../migrations/read-model-migrations';
import type { Listening, ReadModelDatabase, ReadRows } from '../read-model-database';
import type { WriteTransaction } from '../write-transaction';
import { toEntity } from '../schema';
import type { ShadowTables } from '../shadow-tables';
import { storedTables } from '../stored-tables';
import type { TableDefinition } from '../table-definition';
import { rollBack, transactionOn } from '../transaction';
import { WriteQueue } from '../write-queue';
import { sqliteDialect } from './sqlite-dialect';
import { SqliteLease } from './sqlite-lease';
import { SqliteShadowTables } from './sqlite-shadow-tables';

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
    entities: storedTables.map((definition) => toEntity(definition)),
    migrations: [...readModelMigrations],
    migrationsTableName: 'migration',
  });

/**
 * One data source that writes, one transaction at a time, and one that only reads (WAL). Notices
 * reach the listeners of this object; other processes look for themselves.
 */
class SqliteReadModels implements ReadModelDatabase {
  readonly dialect = sqliteDialect;
  private readonly queue = new WriteQueue();
  private readonly taken = new Set<string>();
  private readonly listeners = new Map<string, Set<(text: string) => void>>();

  constructor(
    readonly writer: DataSource,
    readonly reader: DataSource,
    private readonly path: string,
  ) {}

  write<Result>(work: (transaction: WriteTransaction) => Promise<Result>): Promise<Result> {
    return this.queue.run(async () => {
      const runner = this.writer.createQueryRunner();
      const notices: (readonly [string, string])[] = [];
      await runner.startTransaction();
      try {
        const result = await work(
          transactionOn(runner, this.dialect, async (...notice) => void notices.push(notice)),
        );
        await runner.commitTransaction();
        for (const notice of notices) this.tell(...notice);
        return result;
      } catch (error) {
        await rollBack(runner);
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

  /** On a connection of its own: everybody else shares the one that reads. */
  async snapshot<Result>(work: (read: ReadRows) => Promise<Result>): Promise<Result> {
    const source = await sqliteSource(this.path, true).initialize();
    try {
      await source.query('BEGIN');
      return await work((sql, parameters = []) => source.query(sql, [...parameters]));
    } finally {
      await source.destroy();
    }
  }

  lease(name: string): ProjectionLease {
    return new SqliteLease(name, this.taken);
  }

  async listen(channel: string, onNotice: (text: string) => void): Promise<Listening> {
    const listeners = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, listeners.add(onNotice));
    return { stop: () => void listeners.delete(onNotice) };
  }

  shadows(definitions: readonly TableDefinition[], suffix: string): ShadowTables {
    return new SqliteShadowTables(this, definitions, suffix);
  }

  async bringUpToDate(): Promise<void> {
    await this.queue.run(() => this.writer.runMigrations({ transaction: 'each' }));
  }

  async close(): Promise<void> {
    await this.queue.idle();
    if (this.reader.isInitialized) await this.reader.destroy();
    if (this.writer.isInitialized) await this.writer.destroy();
  }

  private tell(channel: string, text: string): void {
    for (const listener of this.listeners.get(channel) ?? []) listener(text);
  }
}

/** @throws SqlitePragmaRefused when a connection is not durable (read back through TypeORM's own). */
export const openSqliteReadModels = async (path: string): Promise<ReadModelDatabase> => {
  const writer = await sqliteSource(path, false).initialize();
  const reader = sqliteSource(path, true);
  try {
    await writer.runMigrations({ transaction: 'each' });
    await reader.initialize();
    return new SqliteReadModels(writer, reader, path);
  } catch (error) {
    await writer.destroy();
    throw error;
  }
};
