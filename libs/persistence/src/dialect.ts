import type { ColumnKind, TableDefinition } from './table-definition';

/** What may be bound to a parameter and found in a column. */
export type SqlValue = string | number | null;

/** Values in the order of the table's columns. */
export type RowValues = readonly SqlValue[];

/** One statement with its parameters; a parameter may be the values of a whole column. */
export interface BulkStatement {
  readonly sql: string;
  readonly parameters: readonly (SqlValue | readonly SqlValue[])[];
}

/** What differs between the databases, as far as the read models are concerned. */
export interface Dialect {
  readonly type: 'sqlite' | 'postgres';
  /** SQL is written with `?` for every parameter; a database that numbers them rewrites it. */
  readonly sql: (text: string) => string;
  /** Most parameters that one statement may have. */
  readonly parameterCountMax: number;
  /** A column that the planner must not look up in an index, where the planner needs telling. */
  readonly unindexed: (column: string) => string;
  readonly columnTypes: Readonly<Record<ColumnKind, string>>;
  /** How texts are compared: by their bytes in UTF-8, whatever the country of the server. */
  readonly textCollation: string | undefined;
  /** The statements that insert rows or replace those of the same key. */
  readonly upserts: (
    definition: TableDefinition,
    table: string,
    rows: readonly RowValues[],
  ) => Iterable<BulkStatement>;
  /** The statements that delete every row whose column holds one of the values. */
  readonly deletes: (
    table: string,
    column: string,
    values: readonly SqlValue[],
  ) => Iterable<BulkStatement>;
}
