import type { SqlValue, WriteTransaction } from './read-model-database';
import { columnNames, type TableDefinition } from './table-definition';

/** Values in the order of the table's columns. */
export type RowValues = readonly SqlValue[];

/** Rows per statement: few distinct statements, so that each is prepared once. */
const rowCounts: readonly number[] = [256, 32, 4, 1];

const texts = new Map<string, string>();

const remembered = (key: string, make: () => string): string => {
  const known = texts.get(key);
  if (known !== undefined) return known;
  const made = make();
  texts.set(key, made);
  return made;
};

const placeholders = (count: number): string => `(${Array(count).fill('?').join(',')})`;

const upsertText = (definition: TableDefinition, table: string, rows: number): string => {
  const columns = columnNames(definition);
  const key: readonly string[] = definition.primaryKey;
  const changes = columns.filter((column) => !key.includes(column));
  const values = Array(rows).fill(placeholders(columns.length)).join(',');
  return (
    `INSERT INTO ${table} (${columns.join(',')}) VALUES ${values} ` +
    `ON CONFLICT (${key.join(',')}) DO UPDATE SET ` +
    changes.map((column) => `${column}=excluded.${column}`).join(',')
  );
};

/** Cuts a list into pieces of the given sizes, largest first. */
function* piecesOf<Entry>(entries: readonly Entry[]): Generator<readonly Entry[]> {
  let at = 0;
  for (const count of rowCounts) {
    while (entries.length - at >= count) {
      yield entries.slice(at, at + count);
      at += count;
    }
  }
}

/** `Array.prototype.flat` takes ten times as long, which a rebuild would feel. */
const flattened = (rows: readonly RowValues[]): SqlValue[] => {
  const values: SqlValue[] = [];
  for (const row of rows) for (const value of row) values.push(value);
  return values;
};

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
  for (const piece of piecesOf(rows)) {
    const text = remembered(`${table}/${piece.length}`, () =>
      upsertText(definition, table, piece.length),
    );
    await transaction.execute(text, flattened(piece));
  }
}

/** Deletes every row whose column holds one of the values. */
export async function deleteRows(
  transaction: WriteTransaction,
  table: string,
  column: string,
  values: readonly SqlValue[],
): Promise<void> {
  for (const piece of piecesOf(values)) {
    const text = `DELETE FROM ${table} WHERE ${column} IN ${placeholders(piece.length)}`;
    await transaction.execute(text, piece);
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
