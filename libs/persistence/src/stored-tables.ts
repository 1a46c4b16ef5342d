import type { TableDefinition } from './table-definition';
import { checkpointTable } from './tables/checkpoint';
import { jobTables } from './tables/job';
import { readModelTables } from './tables/read-model-tables';
import { uploadTable } from './tables/upload';

/** Every table of the database: read models, their checkpoint, and what nothing rebuilds. */
export const storedTables: readonly TableDefinition[] = [
  checkpointTable,
  ...readModelTables,
  ...jobTables,
  uploadTable,
];
