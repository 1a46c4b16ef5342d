import type { QueryRunner } from 'typeorm';

import { createTables, dropTables } from '../schema';
import { agencyTable } from '../tables/agency';
import { calendarTable } from '../tables/calendar';
import { caseFactTable } from '../tables/case-fact';
import { caseListTable } from '../tables/case-list';
import { checkpointTable } from '../tables/checkpoint';
import { firstCaseDetailTable } from '../tables/first-case-detail';
import { firstDueDateTable } from '../tables/first-due-date';
import { remedyFactTable } from '../tables/remedy-fact';
import { serialNumberTable } from '../tables/serial-number';
import type { StatedMigration } from './migration';

/** As they were then: a table that came later has a migration of its own. */
const tables = [
  checkpointTable,
  caseListTable,
  firstCaseDetailTable,
  firstDueDateTable,
  caseFactTable,
  remedyFactTable,
  serialNumberTable,
  agencyTable,
  calendarTable,
];

/** The first version of every read model. Reversible: what it drops comes back from the log. */
export class FirstReadModels1764000000000 implements StatedMigration {
  readonly name = 'FirstReadModels1764000000000';
  readonly reversibility = 'reversible';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, tables);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, tables);
  }
}
