import type { QueryRunner } from 'typeorm';

import { createTables, dropTables } from '../schema';
import { firstCaseDetailTable } from '../tables/first-case-detail';
import type { StatedMigration } from './migration';

/** A request in detail is folded from its stream when it is asked for. */
export class WithoutCaseDetail1764140000000 implements StatedMigration {
  readonly name = 'WithoutCaseDetail1764140000000';
  readonly reversibility = 'reversible';

  async up(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [firstCaseDetailTable]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await createTables(runner, [firstCaseDetailTable]);
  }
}
