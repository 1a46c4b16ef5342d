import type { QueryRunner } from 'typeorm';

import { createTables, dropTables } from '../schema';
import { accountTable } from '../tables/account';
import type { StatedMigration } from './migration';

/** The people who are reminded. No log older than this table holds any, so it is right when empty. */
export class AccountReadModel1764100000000 implements StatedMigration {
  readonly name = 'AccountReadModel1764100000000';
  readonly reversibility = 'reversible';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, [accountTable]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [accountTable]);
  }
}
