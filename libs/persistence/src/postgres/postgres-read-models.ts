import { DataSource, type QueryRunner } from 'typeorm';

import type { SqlValue } from '../dialect';
import { ReadModelsUnavailable } from '../errors';
import type { ProjectionLease } from '../lease';
import { readModelMigrations } from '../migrations/read-model-migrations';
import type { Listening, ReadModelDatabase, ReadRows, WriteOptions } from '../read-model-database';
import type { WriteTransaction } from '../write-transaction';
import { toEntity } from '../schema';
import type { ShadowTables } from '../shadow-tables';
import { storedTables } from '../stored-tables';
import type { TableDefinition } from '../table-definition';
import { rollBack, transactionOn } from '../transaction';
import {
  connectionConfig,
  connectTimeoutMs,
  explained,
  explaining,
  type SessionSettings,
  statementTimeoutMs,
} from './connection';
import { postgresDialect } from './postgres-dialect';
import { PostgresLease } from './postgres-lease';
import { PostgresNotices } from './postgres-notices';
import { PostgresShadowTables } from './postgres-shadow-tables';

/** Questions answered at a time by one process, unless told otherwise. */
export const readerCountMax = 10;

/** Transactions at a time: projection, rebuild, jobs. */
const writerCountMax = 6;

/** A transaction whose process sleeps is ended, so that others need not wait for its locks, in ms. */
const idleTransactionMs = 120_000;

/** What the driver allows beyond the statement timeout, for a server that went silent, in ms. */
const answerSlackMs = 5_000;

/** How often something is tried on connections that turn out broken, and the pause between, in ms. */
const attemptsMax = 3;
const attemptPauseMs = 50;

const oldestVersion = 15;

/** The server is older than what the read models are made for. */
export class PostgresTooOld extends Error {
  override readonly name = 'PostgresTooOld';

  constructor(readonly version: string) {
    super(`the read models need PostgreSQL ${oldestVersion} or newer, this is ${version}`);
  }
}

const postgresSource = (
  url: string,
  poolSize: number,
  settings: SessionSettings,
  queryTimeoutMs?: number,
): DataSource => {
  const { connectionString, ...extra } = connectionConfig(url, 'sunledger read models', settings);
  return new DataSource({
    type: 'postgres',
    url: connectionString,
    poolSize,
    connectTimeoutMS: connectTimeoutMs,
    // Whoever uses a broken connection next is told; nobody else needs to be.
    poolErrorHandler: () => undefined,
    extra: { ...extra, query_timeout: queryTimeoutMs },
    entities: storedTables.map((definition) => toEntity(definition, postgresDialect)),
    migrations: [...readModelMigrations],
    migrationsTableName: 'migration',
  });
};

const bound = (value: SqlValue | readonly SqlValue[]): unknown =>
  typeof value === 'object' && value !== null ? value.map(withoutZero) : withoutZero(value);

/** PostgreSQL has no zero character in its texts; a row must not fail for one that somebody typed. */
const withoutZero = (value: SqlValue): SqlValue =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;

/** Two pools of connections: one that only reads, and one that writes. */
class PostgresReadModels implements ReadModelDatabase {
  readonly dialect = postgresDialect;
  private readonly notices: PostgresNotices;
  private readonly leases = new Set<ProjectionLease>();

  constructor(
    readonly writer: DataSource,
    readonly reader: DataSource,
    private readonly url: string,
  ) {
    this.notices = new PostgresNotices(url);
  }

  write<Result>(
    work: (transaction: WriteTransaction) => Promise<Result>,
    { relaxed = false }: WriteOptions = {},
  ): Promise<Result> {
    let begun = false;
    return persistently(
      () =>
        this.withRunner(async (runner) => {
          await runner.startTransaction();
          begun = true;
          if (relaxed) await runner.query('SET LOCAL synchronous_commit = off');
          const result = await work(this.transactionOn(runner));
          await runner.commitTransaction();
          return result;
        }),
      () => !begun,
    );
  }

  read<Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
    return this.readFrom(this.reader, sql, parameters);
  }

  readCurrent<Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
    return this.readFrom(this.writer, sql, parameters);
  }

  snapshot<Result>(work: (read: ReadRows) => Promise<Result>): Promise<Result> {
    return this.withRunner(async (runner) => {
      await runner.startTransaction('REPEATABLE READ');
      await runner.query('SET TRANSACTION READ ONLY');
      const read: ReadRows = (sql, parameters = []) =>
        runner.query(this.dialect.sql(sql), parameters.map(bound));
      return work(read);
    });
  }

  /** Runs `work` on a connection of its own; what it leaves open is rolled back. */
  async withRunner<Result>(work: (runner: QueryRunner) => Promise<Result>): Promise<Result> {
    const runner = this.writer.createQueryRunner();
    try {
      await runner.connect();
      return await work(runner);
    } catch (error) {
      throw explained(error);
    } finally {
      await rollBack(runner);
      await runner.release();
    }
  }

  lease(name: string): ProjectionLease {
    return new PostgresLease(this.url, name, this.leases);
  }

  listen(channel: string, onNotice: (text: string | undefined) => void): Promise<Listening> {
    return this.notices.listen(channel, onNotice);
  }

  shadows(definitions: readonly TableDefinition[], suffix: string): ShadowTables {
    return new PostgresShadowTables(this, definitions, suffix);
  }

  bringUpToDate(): Promise<void> {
    return explaining(() => migrate(this.writer));
  }

  async close(): Promise<void> {
    for (const lease of [...this.leases]) await lease.release();
    await this.notices.close();
    if (this.reader.isInitialized) await this.reader.destroy();
    if (this.writer.isInitialized) await this.writer.destroy();
  }

  private transactionOn(runner: QueryRunner): WriteTransaction {
    const transaction = transactionOn(runner, this.dialect, async (channel, text) => {
      await runner.query('SELECT pg_notify($1, $2)', [channel, text]);
    });
    return {
      ...transaction,
      query: (sql, parameters = []) => transaction.query(sql, parameters.map(withoutZero)),
      // Only lists and values of columns are bound.
      execute: (sql, parameters = []) =>
        transaction.execute(sql, parameters.map(bound) as SqlValue[]),
    };
  }

  private readFrom<Row>(
    source: DataSource,
    sql: string,
    parameters: readonly SqlValue[],
  ): Promise<Row[]> {
    return persistently(() =>
      explaining(() => source.query<Row[]>(this.dialect.sql(sql), parameters.map(bound))),
    );
  }
}

/**
 * Does again what a broken connection has stopped before it did anything: that a connection died
 * while it lay idle is often noticed only when it is used, and more than one may have died.
 */
async function persistently<Result>(
  work: () => Promise<Result>,
  mayBeDoneAgain: () => boolean = () => true,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const broken = error instanceof ReadModelsUnavailable && error.reason === 'connection';
      if (!broken || !mayBeDoneAgain() || attempt === attemptsMax) throw error;
      // Time for the pool to hear of the others.
      await new Promise((resolve) => setTimeout(resolve, attemptPauseMs));
    }
  }
}

const migrationLock = "hashtext('sunledger/migrations')";

/** Several processes may start at once: one after another looks what is left to be migrated. */
const migrate = async (writer: DataSource): Promise<void> => {
  const version = String(writer.driver.version ?? '');
  if (Number.parseInt(version, 10) < oldestVersion) throw new PostgresTooOld(version);
  const gate = writer.createQueryRunner();
  await gate.query(`SELECT pg_advisory_lock(${migrationLock})`);
  try {
    await writer.runMigrations({ transaction: 'each' });
  } finally {
    await gate.query(`SELECT pg_advisory_unlock(${migrationLock})`);
    await gate.release();
  }
};

/** @throws ReadModelsUnavailable, PostgresTooOld */
export const openPostgresReadModels = async (
  url: string,
  poolSize = readerCountMax,
): Promise<ReadModelDatabase> => {
  const writer = postgresSource(url, writerCountMax, {
    idle_in_transaction_session_timeout: idleTransactionMs,
  });
  const reader = postgresSource(
    url,
    poolSize,
    { default_transaction_read_only: 'on', statement_timeout: statementTimeoutMs },
    statementTimeoutMs + answerSlackMs,
  );
  return explaining(async () => {
    await writer.initialize();
    try {
      await migrate(writer);
      await reader.initialize();
      return new PostgresReadModels(writer, reader, url);
    } catch (error) {
      await writer.destroy();
      throw error;
    }
  });
};
