import type { TableDefinition } from '@sunledger/persistence';

/** Where rows are written: the tables that serve, or those of a rebuild. */
export interface ProjectionTarget {
  readonly checkpoint: string;
  readonly tableOf: (definition: TableDefinition) => string;
  /** Need not be on the disk at once: nobody reads it yet. */
  readonly relaxed?: boolean;
}
