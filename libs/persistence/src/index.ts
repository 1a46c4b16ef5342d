export { deleteRows, type RowValues, rowsWhereIn, upsertRows } from './bulk-write';
export { type Dialect, sqliteDialect } from './dialect';
export {
  openReadModels,
  type ReadModelDatabase,
  type ReadModelOptions,
  type SqlValue,
  type WriteTransaction,
} from './read-model-database';
export {
  columnNames,
  noDate,
  stillBelieved,
  type TableDefinition,
  type TableRow,
  toIndexes,
  toTable,
} from './table-definition';
export { agencyTable } from './tables/agency';
export { calendarTable } from './tables/calendar';
export { caseDetailTable } from './tables/case-detail';
export { caseFactTable } from './tables/case-fact';
export { caseListTable } from './tables/case-list';
export { checkpointTable } from './tables/checkpoint';
export { dueDateTable } from './tables/due-date';
export { readModelTables } from './tables/read-model-tables';
export { remedyFactTable } from './tables/remedy-fact';
export { serialNumberTable } from './tables/serial-number';
