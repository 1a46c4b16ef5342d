import {
  columnNames,
  type ReadModelDatabase,
  readModelTables,
  type ReadRows,
  type SqlValue,
  type TableDefinition,
} from '@sunledger/persistence';

import { comparisonSuffix, servingCheckpoints } from './checkpoint';
import type { ProjectionFacts } from './projector';
import { aloneWithShadows, type OnProgress, ShadowProjection } from './shadow-projection';

/** Rows of each side held at a time. */
const pageSize = 1_000;

/** Differing rows named of each table; all of them are counted. */
export const namedDifferenceCountMax = 20;

/** One row that is not as the log says. Its values are left out: they may concern people. */
export interface RowDifference {
  readonly key: readonly SqlValue[];
  /** `missing` from the tables that serve, `unexpected` there, or `different` in these columns. */
  readonly kind: 'missing' | 'unexpected' | 'different';
  readonly columns: readonly string[];
}

export interface TableComparison {
  readonly table: string;
  /** Rows of the table that serves. */
  readonly rows: number;
  readonly differences: number;
  /** The first of them by key, `namedDifferenceCountMax` at most. */
  readonly examples: readonly RowDifference[];
}

/** What serves, beside what the log says. */
export interface Comparison {
  /** Up to where in the log both sides hold. */
  readonly position: number;
  readonly equal: boolean;
  readonly tables: readonly TableComparison[];
}

/** The tables that serve were made under another policy or version: rebuild them first. */
export class ReadModelsOutdated extends Error {
  override readonly name = 'ReadModelsOutdated';

  constructor(readonly serving: readonly string[]) {
    super(`the tables that serve are of another making: ${serving.join(', ') || 'none'}`);
  }
}

/**
 * Builds every read model anew beside those that serve and compares them row by row, both at one
 * position, while projecting goes on. Nothing is put in place; what was built is dropped.
 * @param checkpoint name under which the tables serve.
 * @throws ReadModelsOutdated, RebuildUnderWay
 */
export const compareReadModels = (
  facts: ProjectionFacts,
  checkpoint: string,
  onProgress?: OnProgress,
): Promise<Comparison> =>
  aloneWithShadows(facts.database, async () => {
    const { database } = facts;
    const before = await servingPosition(database, checkpoint);
    const shadows = new ShadowProjection(facts, checkpoint, comparisonSuffix);
    try {
      await shadows.fill(before, onProgress);
      return await database.snapshot(async (read) => {
        const position = await servingPosition({ read }, checkpoint);
        await shadows.goOn(position);
        const tables: TableComparison[] = [];
        for (const definition of readModelTables) {
          const meant = rowsOf(
            (sql, parameters) => database.read(sql, parameters),
            definition,
            (table) => shadows.tables.tableOf(table),
          );
          const found = rowsOf(read, definition, ({ name }) => name);
          tables.push(await compareTables(definition, found, meant));
        }
        return { position, equal: tables.every((table) => table.differences === 0), tables };
      });
    } finally {
      await shadows.remove();
    }
  });

const servingPosition = async (
  database: Pick<ReadModelDatabase, 'read'>,
  checkpoint: string,
): Promise<number> => {
  const serving = await servingCheckpoints(database);
  const own = serving.find(({ name }) => name === checkpoint);
  if (own === undefined) throw new ReadModelsOutdated(serving.map(({ name }) => name));
  return own.position;
};

type NamedRow = Readonly<Record<string, SqlValue>>;

/** A table row by row in the order of its key. */
async function* rowsOf(
  read: ReadRows,
  definition: TableDefinition,
  tableOf: (definition: TableDefinition) => string,
): AsyncGenerator<NamedRow, void, void> {
  const key = definition.primaryKey.join(', ');
  const select = `SELECT ${columnNames(definition).join(', ')} FROM ${tableOf(definition)}`;
  const order = `ORDER BY ${key} LIMIT ?`;
  const places = definition.primaryKey.map(() => '?').join(', ');
  let rows = await read<NamedRow>(`${select} ${order}`, [pageSize]);
  for (;;) {
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    rows = await read<NamedRow>(`${select} WHERE (${key}) > (${places}) ${order}`, [
      ...keyOf(definition, last),
      pageSize,
    ]);
  }
}

const keyOf = ({ primaryKey }: TableDefinition, row: NamedRow): readonly SqlValue[] =>
  primaryKey.map((column) => row[column] ?? null);

/** Walks both sides by their keys, a row of each at a time. */
async function compareTables(
  definition: TableDefinition,
  serving: AsyncGenerator<NamedRow, void, void>,
  rebuilt: AsyncGenerator<NamedRow, void, void>,
): Promise<TableComparison> {
  const examples: RowDifference[] = [];
  let [rows, differences] = [0, 0];
  const note = (row: NamedRow, kind: RowDifference['kind'], columns: readonly string[]): void => {
    differences += 1;
    if (examples.length === namedDifferenceCountMax) return;
    examples.push({ key: keyOf(definition, row), kind, columns });
  };
  let [found, meant] = [await serving.next(), await rebuilt.next()];
  for (;;) {
    const order = orderOf(definition, found.value ?? undefined, meant.value ?? undefined);
    if (found.value !== undefined && order < 0) note(found.value, 'unexpected', []);
    else if (meant.value !== undefined && order > 0) note(meant.value, 'missing', []);
    else if (found.value === undefined || meant.value === undefined) break;
    else {
      const columns = differingColumns(definition, found.value, meant.value);
      if (columns.length > 0) note(found.value, 'different', columns);
    }
    if (order <= 0) rows += 1;
    [found, meant] = [
      order <= 0 ? await serving.next() : found,
      order >= 0 ? await rebuilt.next() : meant,
    ];
  }
  return { table: definition.name, rows, differences, examples };
}

const differingColumns = (definition: TableDefinition, one: NamedRow, other: NamedRow) =>
  columnNames(definition).filter((column) => one[column] !== other[column]);

/** Below 0 when the first comes before the second; the end of a table comes after every row. */
function orderOf(
  definition: TableDefinition,
  one: NamedRow | undefined,
  other: NamedRow | undefined,
): number {
  if (!one || !other) return Number(!one) - Number(!other);
  for (const column of definition.primaryKey) {
    const order = orderOfValues(one[column] ?? null, other[column] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** As both databases sort: numbers by size, texts by their bytes. */
function orderOfValues(one: SqlValue, other: SqlValue): number {
  if (one === other) return 0;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}
