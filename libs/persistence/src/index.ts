export { deleteRows, rowsWhereIn, upsertRows } from './bulk-write';
export { type Dialect, type RowValues, type SqlValue } from './dialect';
export { ReadModelsUnavailable, type UnavailableReason } from './errors';
export { type ProjectionLease } from './lease';
export { openReadModels, type ReadModelOptions } from './open-read-models';
export { postgresDialect } from './postgres/postgres-dialect';
export { PostgresTooOld } from './postgres/postgres-read-models';
export {
  type Listening,
  type ReadModelDatabase,
  type ReadRows,
  type WriteOptions,
} from './read-model-database';
export { type WriteTransaction } from './write-transaction';
export { createTables, dropTables, type TableRow, toIndexes, toTable } from './schema';
export { type ShadowTables } from './shadow-tables';
export { sqliteDialect } from './sqlite/sqlite-dialect';
export { storedTables } from './stored-tables';
export { columnNames, noDate, stillBelieved, type TableDefinition } from './table-definition';
export { accountTable } from './tables/account';
export { agencyTable } from './tables/agency';
export { calendarTable } from './tables/calendar';
export { caseFactTable } from './tables/case-fact';
export { caseListTable } from './tables/case-list';
export { checkpointTable } from './tables/checkpoint';
export { dueDateTable } from './tables/due-date';
export { jobScheduleTable, jobTable } from './tables/job';
export { readModelTables } from './tables/read-model-tables';
export { reminderTable } from './tables/reminder';
export { remedyFactTable } from './tables/remedy-fact';
export { serialNumberTable } from './tables/serial-number';
export { uploadTable } from './tables/upload';
export { WriteQueue } from './write-queue';
