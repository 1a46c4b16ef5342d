import { EntitySchema, type EntitySchemaColumnOptions, Table, TableIndex } from 'typeorm';

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

const sqlTypes = {
  text: 'text',
  date: 'text',
  flag: 'smallint',
  integer: 'integer',
  position: 'bigint',
  document: 'text',
} as const satisfies Record<ColumnKind, string>;

/** A table definition that remembers the names of its columns. */
export const defineTable = <Column extends string>(
  definition: TableDefinition<Column>,
): TableDefinition<Column> => definition;

const columnsOf = (definition: TableDefinition): readonly [string, ColumnDefinition][] =>
  Object.entries(definition.columns);

export const columnNames = (definition: TableDefinition): readonly string[] =>
  Object.keys(definition.columns);

export const indexName = (definition: TableDefinition, index: IndexDefinition): string =>
  `${definition.name}_by_${index.called ?? index.columns.join('_')}`;

/** The table without its secondary indexes, for a migration or, under another name, a rebuild. */
export const toTable = (definition: TableDefinition, name = definition.name): Table =>
  new Table({
    name,
    columns: columnsOf(definition).map(([column, { kind, nullable = false }]) => ({
      name: column,
      type: sqlTypes[kind],
      isNullable: nullable,
      isPrimary: definition.primaryKey.includes(column),
      primaryKeyConstraintName: `${name}_key`,
    })),
  });

export const toIndexes = (definition: TableDefinition): TableIndex[] =>
  definition.indexes.map(
    (index) =>
      new TableIndex({
        name: indexName(definition, index),
        columnNames: [...index.columns],
        ...(index.where === undefined ? {} : { where: index.where }),
      }),
  );

/** A row as TypeORM gives it, by column name. */
export type TableRow = Record<string, string | number | null>;

/** The same table as an entity, for TypeORM's repositories and its comparison of schemas. */
export const toEntity = (definition: TableDefinition): EntitySchema<TableRow> =>
  new EntitySchema<TableRow>({
    name: definition.name,
    tableName: definition.name,
    columns: Object.fromEntries(
      columnsOf(definition).map(([column, { kind, nullable = false }]) => [
        column,
        {
          type: sqlTypes[kind],
          nullable,
          primary: definition.primaryKey.includes(column),
          primaryKeyConstraintName: `${definition.name}_key`,
        } satisfies EntitySchemaColumnOptions,
      ]),
    ),
    indices: definition.indexes.map((index) => ({
      name: indexName(definition, index),
      columns: [...index.columns],
      ...(index.where === undefined ? {} : { where: index.where }),
    })),
  });
