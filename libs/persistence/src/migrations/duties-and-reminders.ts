import type { QueryRunner } from 'typeorm';

import { createTables, dropTables } from '../schema';
import { dueDateTable } from '../tables/due-date';
import { firstDueDateTable } from '../tables/first-due-date';
import { reminderTable } from '../tables/reminder';
import type { StatedMigration } from './migration';

/** Due dates become duties, those of remedies too; reminders that were issued. All from the log. */
export class DutiesAndReminders1764120000000 implements StatedMigration {
  readonly name = 'DutiesAndReminders1764120000000';
  readonly reversibility = 'reversible';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, [dueDateTable, reminderTable]);
    await dropTables(runner, [firstDueDateTable]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await createTables(runner, [firstDueDateTable]);
    await dropTables(runner, [dueDateTable, reminderTable]);
  }
}
