import {
  EntitySchema,
  type EntitySchemaColumnOptions,
  type QueryRunner,
  Table,
  TableIndex,
} from 'typeorm';

import type { Dialect } from './dialect';
import { dialectOf } from './dialects';
import { sqliteDialect } from './sqlite/sqlite-dialect';
import type { ColumnDefinition, IndexDefinition, TableDefinition } from './table-definition';

const columnsOf = (definition: TableDefinition): readonly [string, ColumnDefinition][] =>
  Object.entries(definition.columns);

export const indexName = (definition: TableDefinition, index: IndexDefinition): string =>
  `${definition.name}_by_${index.called ?? index.columns.join('_')}`;

const columnTypeOf = ({ kind }: ColumnDefinition, dialect: Dialect) => {
  const type = dialect.columnTypes[kind];
  const { textCollation: collation } = dialect;
  return type === 'text' && collation !== undefined ? { type, collation } : { type };
};

/** The table without its secondary indexes, for a migration or, under another name, a rebuild. */
export const toTable = (
  definition: TableDefinition,
  name = definition.name,
  dialect = sqliteDialect,
): Table =>
  new Table({
    name,
    columns: columnsOf(definition).map(([column, columnDefinition]) => ({
      name: column,
      ...columnTypeOf(columnDefinition, dialect),
      isNullable: columnDefinition.nullable ?? false,
      isPrimary: definition.primaryKey.includes(column),
      primaryKeyConstraintName: `${name}_key`,
    })),
  });

/** Makes tables with their indexes in the dialect of the connection; for migrations. */
export async function createTables(
  runner: QueryRunner,
  definitions: readonly TableDefinition[],
): Promise<void> {
  const dialect = dialectOf(runner.dataSource.options.type);
  for (const definition of definitions) {
    await runner.createTable(toTable(definition, definition.name, dialect));
    await runner.createIndices(definition.name, toIndexes(definition));
  }
}

/** Takes back what `createTables` made. */
export async function dropTables(
  runner: QueryRunner,
  definitions: readonly TableDefinition[],
): Promise<void> {
  for (const definition of [...definitions].reverse()) await runner.dropTable(definition.name);
}

export const toIndexes = (definition: TableDefinition): TableIndex[] =>
  definition.indexes.map(
    (index) =>
      new TableIndex({
        name: indexName(definition, index),
        columnNames: [...index.columns],
        isUnique: index.unique === true,
        ...(index.where === undefined ? {} : { where: index.where }),
      }),
  );

/** A row as TypeORM gives it, by column name. */
export type TableRow = Record<string, string | number | null>;

/** The same table as an entity, for TypeORM's repositories and its comparison of schemas. */
export const toEntity = (
  definition: TableDefinition,
  dialect = sqliteDialect,
): EntitySchema<TableRow> =>
  new EntitySchema<TableRow>({
    name: definition.name,
    tableName: definition.name,
    columns: Object.fromEntries(
      columnsOf(definition).map(([column, columnDefinition]) => [
        column,
        {
          ...columnTypeOf(columnDefinition, dialect),
          nullable: columnDefinition.nullable ?? false,
          primary: definition.primaryKey.includes(column),
          primaryKeyConstraintName: `${definition.name}_key`,
        } as EntitySchemaColumnOptions,
      ]),
    ),
    indices: definition.indexes.map((index) => ({
      name: indexName(definition, index),
      columns: [...index.columns],
      unique: index.unique === true,
      ...(index.where === undefined ? {} : { where: index.where }),
    })),
  });
