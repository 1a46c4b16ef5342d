/**
 * What a column holds. All of them are types that SQLite and PostgreSQL share: dates are text
 * `YYYY-MM-DD`, which sorts as it reads; a flag is 0 or 1; a document is JSON as text.
 */
export type ColumnKind = 'text' | 'date' | 'flag' | 'integer' | 'position' | 'document';

export interface ColumnDefinition {
  readonly kind: ColumnKind;
  readonly nullable?: true;
}

export interface IndexDefinition {
  readonly columns: readonly string[];
  /** A shorter name than that of its columns; PostgreSQL cuts names after 63 characters. */
  readonly called?: string;
  /** Only rows that fulfil this are in the index; SQL that both databases read alike. */
  readonly where?: string;
  /** No two rows in the index may be alike. */
  readonly unique?: true;
}

/**
 * One table of the read models. A table whose name carries a version never changes: a changed fold
 * gets a new version beside the old one, and a migration that makes it.
 */
export interface TableDefinition<Column extends string = string> {
  readonly name: string;
  readonly columns: Readonly<Record<Column, ColumnDefinition>>;
  readonly primaryKey: readonly NoInfer<Column>[];
  readonly indexes: readonly IndexDefinition[];
}

/** Stands for «not yet» in date columns that are compared and sorted: after every real date. */
export const noDate = '9999-12-31';

/** Stands for «still believed» in `position_to`; positions are safe integers. */
export const stillBelieved = Number.MAX_SAFE_INTEGER;

/** A table definition that remembers the names of its columns. */
export const defineTable = <Column extends string>(
  definition: TableDefinition<Column>,
): TableDefinition<Column> => definition;

export const columnNames = (definition: TableDefinition): readonly string[] =>
  Object.keys(definition.columns);

/** What follows the rows of an insert, so that a row of the same key is replaced. */
export const upsertTail = (definition: TableDefinition): string => {
  const key: readonly string[] = definition.primaryKey;
  const changes = columnNames(definition)
    .filter((column) => !key.includes(column))
    .map((column) => `${column}=excluded.${column}`);
  return `ON CONFLICT (${key.join(',')}) DO UPDATE SET ${changes.join(',')}`;
};
