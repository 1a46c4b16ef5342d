import type { ReadModelDatabase } from '../read-model-database';
import type { WriteTransaction } from '../write-transaction';
import { toIndexes, toTable } from '../schema';
import type { ShadowTables } from '../shadow-tables';
import type { TableDefinition } from '../table-definition';

/** In SQLite an index cannot be renamed, so it is made after the table got its name. */
export class SqliteShadowTables implements ShadowTables {
  constructor(
    private readonly database: Pick<ReadModelDatabase, 'write'>,
    private readonly definitions: readonly TableDefinition[],
    private readonly suffix: string,
  ) {}

  readonly tableOf = ({ name }: TableDefinition): string => name + this.suffix;

  async make(transaction: WriteTransaction): Promise<void> {
    await this.dropIn(transaction);
    for (const definition of this.definitions) {
      await transaction.runner.createTable(toTable(definition, this.tableOf(definition)));
    }
  }

  async prepare(): Promise<void> {
    // Nothing: the exchange is one transaction, which readers do not wait for.
  }

  async putInPlace(transaction: WriteTransaction): Promise<void> {
    for (const definition of this.definitions) {
      await transaction.execute(`DROP TABLE ${definition.name}`);
      await transaction.execute(
        `ALTER TABLE ${this.tableOf(definition)} RENAME TO ${definition.name}`,
      );
      await transaction.runner.createIndices(definition.name, toIndexes(definition));
    }
  }

  async drop(): Promise<void> {
    await this.database.write((transaction) => this.dropIn(transaction));
  }

  private async dropIn(transaction: WriteTransaction): Promise<void> {
    for (const definition of this.definitions) {
      await transaction.execute(`DROP TABLE IF EXISTS ${this.tableOf(definition)}`);
    }
  }
}
