import type { QueryRunner } from 'typeorm';

import { checkpointTable } from '../tables/checkpoint';
import { readModelTables } from '../tables/read-model-tables';
import { toIndexes, toTable } from '../table-definition';
import type { StatedMigration } from './migration';

const tables = [checkpointTable, ...readModelTables];

/** The first version of every read model. Reversible: what it drops comes back from the log. */
export class FirstReadModels1764000000000 implements StatedMigration {
  readonly name = 'FirstReadModels1764000000000';
  readonly reversibility = 'reversible';

  async up(runner: QueryRunner): Promise<void> {
    for (const definition of tables) {
      await runner.createTable(toTable(definition));
      await runner.createIndices(definition.name, toIndexes(definition));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const definition of [...tables].reverse()) await runner.dropTable(definition.name);
  }
}
