import type { RowValues, SqlValue } from './dialect';
import type { WriteTransaction } from './write-transaction';
import { piecesOf, placeholders } from './statement-text';
import type { TableDefinition } from './table-definition';

/**
 * Inserts rows or, where their key is there already, replaces them. A key may stand only once in
 * one call.
 * @param table the table to write to; another one while it is rebuilt.
 */
export async function upsertRows(
  transaction: WriteTransaction,
  definition: TableDefinition,
  rows: readonly RowValues[],
  table = definition.name,
): Promise<void> {
  for (const { sql, parameters } of transaction.dialect.upserts(definition, table, rows)) {
    await transaction.execute(sql, parameters);
  }
}

/** Deletes every row whose column holds one of the values. */
export async function deleteRows(
  transaction: WriteTransaction,
  table: string,
  column: string,
  values: readonly SqlValue[],
): Promise<void> {
  for (const { sql, parameters } of transaction.dialect.deletes(table, column, values)) {
    await transaction.execute(sql, parameters);
  }
}

/** Reads the rows whose column holds one of the values, some hundreds at a time. */
export async function rowsWhereIn<Row>(
  transaction: WriteTransaction,
  select: string,
  column: string,
  values: readonly SqlValue[],
): Promise<Row[]> {
  const found: Row[] = [];
  for (const piece of piecesOf(values)) {
    const where = `${column} IN ${placeholders(piece.length)}`;
    found.push(...(await transaction.query<Row>(`${select} AND ${where}`, piece)));
  }
  return found;
}
