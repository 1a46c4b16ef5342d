import type { QueryRunner } from 'typeorm';

import { codeOf } from '../errors';
import type { WriteTransaction } from '../write-transaction';
import { indexName, toIndexes, toTable } from '../schema';
import type { ShadowTables } from '../shadow-tables';
import type { TableDefinition } from '../table-definition';
import { postgresDialect } from './postgres-dialect';

/**
 * How long readers may be held up in one attempt, in ms: well below PostgreSQL's deadlock timeout
 * (1 s), so that in a circle of waiting it is always the exchange that steps back.
 */
const lockWaitMinMs = 50;
const lockWaitMaxMs = 400;
const pauseMs = 50;

/** Readers end after their statement timeout (30 s) at the latest, so that one attempt succeeds. */
const lockAttemptsMax = 150;

/** How long to wait until autovacuum has left a table; it leaves after a second or so, in ms. */
const vacuumWaitMs = 20_000;

/** Memory for making an index. */
const indexMemory = '128MB';

const lockNotAvailable = '55P03';

/** The database as these tables need it. */
export interface ShadowHost {
  write<Result>(work: (transaction: WriteTransaction) => Promise<Result>): Promise<Result>;
  /** A connection on which no transaction is open. */
  withRunner<Result>(work: (runner: QueryRunner) => Promise<Result>): Promise<Result>;
}

/** Indexes are made beforehand under other names; the exchange only renames. */
export class PostgresShadowTables implements ShadowTables {
  constructor(
    private readonly host: ShadowHost,
    private readonly definitions: readonly TableDefinition[],
    private readonly suffix: string,
  ) {}

  readonly tableOf = ({ name }: TableDefinition): string => name + this.suffix;

  async make(transaction: WriteTransaction): Promise<void> {
    await this.dropIn(transaction);
    for (const definition of this.definitions) {
      const name = this.tableOf(definition);
      await transaction.runner.createTable(toTable(definition, name, postgresDialect));
    }
  }

  async prepare(): Promise<void> {
    for (const definition of this.definitions) {
      await this.host.write(async (transaction) => {
        await transaction.execute(`SET LOCAL maintenance_work_mem = '${indexMemory}'`);
        for (const [at, index] of toIndexes(definition).entries()) {
          index.name = this.shadowIndexName(definition, at);
          await transaction.runner.createIndex(this.tableOf(definition), index);
        }
      });
    }
    // Plans need statistics, and counting in an index alone needs to know which pages are settled.
    await this.host.withRunner(async (runner) => {
      for (const definition of this.definitions) {
        await runner.query(`VACUUM (ANALYZE) ${this.tableOf(definition)}`);
      }
    });
  }

  async putInPlace(transaction: WriteTransaction): Promise<void> {
    await this.keepReadersOut(transaction);
    for (const definition of this.definitions) {
      const { name } = definition;
      const shadow = this.tableOf(definition);
      await transaction.execute(`DROP TABLE ${name}`);
      await transaction.execute(`ALTER TABLE ${shadow} RENAME TO ${name}`);
      // Renames the constraint of the primary key with it.
      await transaction.execute(`ALTER INDEX ${shadow}_key RENAME TO ${name}_key`);
      for (const [at, index] of definition.indexes.entries()) {
        await transaction.execute(
          `ALTER INDEX ${this.shadowIndexName(definition, at)} ` +
            `RENAME TO ${indexName(definition, index)}`,
        );
      }
    }
  }

  async drop(): Promise<void> {
    await this.host.write((transaction) => this.dropIn(transaction));
  }

  private shadowIndexName(definition: TableDefinition, at: number): string {
    return `${this.tableOf(definition)}_${at}`;
  }

  private async dropIn(transaction: WriteTransaction): Promise<void> {
    for (const definition of this.definitions) {
      await transaction.execute(`DROP TABLE IF EXISTS ${this.tableOf(definition)}`);
    }
  }

  /**
   * Takes the tables for itself, a moment at a time: whoever asks for a table while the exchange
   * waits for a long reader stands in line behind it, so it does not wait long, and lets all of them
   * through before it tries again.
   */
  private async keepReadersOut(transaction: WriteTransaction): Promise<void> {
    const names = this.definitions.map(({ name }) => name).join(', ');
    // Ends autovacuum and keeps it away; readers do not notice.
    await transaction.execute(`SET LOCAL lock_timeout = ${vacuumWaitMs}`);
    await transaction.execute(`LOCK TABLE ${names} IN SHARE UPDATE EXCLUSIVE MODE`);
    for (let attempt = 1; ; attempt += 1) {
      const wait = Math.min(lockWaitMinMs * attempt, lockWaitMaxMs);
      await transaction.execute(`SET LOCAL lock_timeout = ${wait}`);
      await transaction.execute('SAVEPOINT before_readers_left');
      try {
        await transaction.execute(`LOCK TABLE ${names} IN ACCESS EXCLUSIVE MODE`);
        return;
      } catch (error) {
        if (codeOf(error) !== lockNotAvailable || attempt >= lockAttemptsMax) throw error;
        await transaction.execute('ROLLBACK TO SAVEPOINT before_readers_left');
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }
}
