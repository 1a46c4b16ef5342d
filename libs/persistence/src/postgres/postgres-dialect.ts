import type { BulkStatement, Dialect, RowValues, SqlValue } from '../dialect';
import type { ColumnKind, TableDefinition } from '../table-definition';
import { columnNames, upsertTail } from '../table-definition';

/** Texts rewritten so far are remembered up to here; lists of values make ever new ones. */
const rememberedTextCountMax = 1_000;

const rewritten = new Map<string, string>();

/** Numbers the parameters `?` of a text; what stands in quotes is left alone. */
const numbered = (text: string): string => {
  const known = rewritten.get(text);
  if (known !== undefined) return known;
  let count = 0;
  const made = text.replaceAll(/'[^']*'|"[^"]*"|\?/gu, (part) => {
    if (part !== '?') return part;
    count += 1;
    return `$${count}`;
  });
  if (rewritten.size >= rememberedTextCountMax) rewritten.clear();
  rewritten.set(text, made);
  return made;
};

const columnTypes = {
  text: 'text',
  date: 'text',
  flag: 'smallint',
  // An amount or a number that somebody typed may be larger than four bytes.
  integer: 'bigint',
  position: 'bigint',
  document: 'text',
} as const satisfies Record<ColumnKind, string>;

/** Rows per statement: some megabytes of parameters at most. */
const rowCountMax = 2_000;

/** The same text for any number of rows: one array for each column. */
const upsertText = (definition: TableDefinition, table: string): string => {
  const arrays = Object.values(definition.columns).map(
    ({ kind }, at) => `$${at + 1}::${columnTypes[kind]}[]`,
  );
  const columns = columnNames(definition).join(',');
  return (
    `INSERT INTO ${table} (${columns}) SELECT * FROM unnest(${arrays.join(',')}) ` +
    upsertTail(definition)
  );
};

function* upserts(
  definition: TableDefinition,
  table: string,
  rows: readonly RowValues[],
): Generator<BulkStatement> {
  const sql = upsertText(definition, table);
  const count = columnNames(definition).length;
  for (let at = 0; at < rows.length; at += rowCountMax) {
    const piece = rows.slice(at, at + rowCountMax);
    const parameters: SqlValue[][] = Array.from({ length: count }, () => []);
    for (const row of piece) {
      for (const [column, values] of parameters.entries()) values.push(row[column] ?? null);
    }
    yield { sql, parameters };
  }
}

function* deletes(
  table: string,
  column: string,
  values: readonly SqlValue[],
): Generator<BulkStatement> {
  if (values.length === 0) return;
  yield { sql: `DELETE FROM ${table} WHERE ${column} = ANY ($1)`, parameters: [values] };
}

/** PostgreSQL numbers parameters, keeps statistics, and sorts texts by country unless told. */
export const postgresDialect: Dialect = {
  type: 'postgres',
  sql: numbered,
  parameterCountMax: 65_535,
  unindexed: (column) => column,
  columnTypes,
  textCollation: 'C',
  upserts,
  deletes,
};
