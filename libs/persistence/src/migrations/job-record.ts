import type { QueryRunner } from 'typeorm';

import { createTables, dropTables } from '../schema';
import { jobTables } from '../tables/job';
import type { StatedMigration } from './migration';

/** The record of jobs. Irreversible: what waits in it is nowhere else. */
export class JobRecord1764110000000 implements StatedMigration {
  readonly name = 'JobRecord1764110000000';
  readonly reversibility = 'irreversible';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, jobTables);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, jobTables);
  }
}
