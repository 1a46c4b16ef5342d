import type { QueryRunner } from 'typeorm';

import { createTables, dropTables } from '../schema';
import { uploadTable } from '../tables/upload';
import type { StatedMigration } from './migration';

/** What waits to be imported. Irreversible: whoever uploaded it would have to do so again. */
export class Uploads1764130000000 implements StatedMigration {
  readonly name = 'Uploads1764130000000';
  readonly reversibility = 'irreversible';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, [uploadTable]);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, [uploadTable]);
  }
}
