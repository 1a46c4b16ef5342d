import type { TableDefinition } from '../table-definition';
import { accountTable } from './account';
import { agencyTable } from './agency';
import { calendarTable } from './calendar';
import { caseFactTable } from './case-fact';
import { caseListTable } from './case-list';
import { dueDateTable } from './due-date';
import { reminderTable } from './reminder';
import { remedyFactTable } from './remedy-fact';
import { serialNumberTable } from './serial-number';

/** Every table that is made from the log and may be dropped and made again. */
export const readModelTables: readonly TableDefinition[] = [
  caseListTable,
  dueDateTable,
  caseFactTable,
  remedyFactTable,
  serialNumberTable,
  agencyTable,
  calendarTable,
  accountTable,
  reminderTable,
];
