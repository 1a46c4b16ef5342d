/** What differs between the databases, as far as the read models are concerned. */
export interface Dialect {
  readonly type: 'sqlite';
  /** SQL is written with `?` for every parameter; a database that numbers them rewrites it. */
  readonly sql: (text: string) => string;
  /** Most parameters that one statement may have. */
  readonly parameterCountMax: number;
  /** A column that the planner must not look up in an index. */
  readonly unindexed: (column: string) => string;
}

/** SQLite counts parameters itself, and has no histogram: some plans must be pointed out to it. */
export const sqliteDialect: Dialect = {
  type: 'sqlite',
  sql: (text) => text,
  parameterCountMax: 32_766,
  unindexed: (column) => `+${column}`,
};
