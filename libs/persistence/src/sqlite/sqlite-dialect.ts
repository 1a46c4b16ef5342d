import type { BulkStatement, Dialect, RowValues, SqlValue } from '../dialect';
import { columnNames, type TableDefinition, upsertTail } from '../table-definition';
import { piecesOf, placeholders } from '../statement-text';

const texts = new Map<string, string>();

const remembered = (key: string, make: () => string): string => {
  const known = texts.get(key);
  if (known !== undefined) return known;
  const made = make();
  texts.set(key, made);
  return made;
};

const upsertText = (definition: TableDefinition, table: string, rows: number): string => {
  const columns = columnNames(definition);
  const values = Array(rows).fill(placeholders(columns.length)).join(',');
  return `INSERT INTO ${table} (${columns.join(',')}) VALUES ${values} ${upsertTail(definition)}`;
};

/** `Array.prototype.flat` takes ten times as long, which a rebuild would feel. */
const flattened = (rows: readonly RowValues[]): SqlValue[] => {
  const values: SqlValue[] = [];
  for (const row of rows) for (const value of row) values.push(value);
  return values;
};

function* upserts(
  definition: TableDefinition,
  table: string,
  rows: readonly RowValues[],
): Generator<BulkStatement> {
  for (const piece of piecesOf(rows)) {
    const sql = remembered(`${table}/${piece.length}`, () =>
      upsertText(definition, table, piece.length),
    );
    yield { sql, parameters: flattened(piece) };
  }
}

function* deletes(
  table: string,
  column: string,
  values: readonly SqlValue[],
): Generator<BulkStatement> {
  for (const piece of piecesOf(values)) {
    const sql = `DELETE FROM ${table} WHERE ${column} IN ${placeholders(piece.length)}`;
    yield { sql, parameters: piece };
  }
}

/** SQLite counts parameters itself, and has no histogram: some plans must be pointed out to it. */
export const sqliteDialect: Dialect = {
  type: 'sqlite',
  sql: (text) => text,
  parameterCountMax: 32_766,
  unindexed: (column) => `+${column}`,
  columnTypes: {
    text: 'text',
    date: 'text',
    flag: 'smallint',
    integer: 'integer',
    position: 'bigint',
    document: 'text',
  },
  // What SQLite does unless told otherwise.
  textCollation: undefined,
  upserts,
  deletes,
};
