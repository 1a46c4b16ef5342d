import { refuse, type Refusal } from '@sunledger/decider';
import type { ActiveDisclosureFigures } from './annual-report';
import type { DisclosureColumn, ReportDefinition } from './definitions/report-definition';

/** One typed-in figure of section 二. */
export interface DisclosureEntry {
  readonly block: string;
  readonly row: string;
  readonly column: string;
  readonly value: number;
}

export type DisclosureRefusal = 'unknown-cell' | 'impossible-figure';

/** One fen, in 万元, is the sixth decimal place. */
const decimalPlacesMax = 6;

const isPossible = ({ type, scale }: DisclosureColumn, value: number): boolean => {
  if (type === 'signedInteger') return Number.isSafeInteger(value);
  if (type === 'integer') return Number.isSafeInteger(value) && value >= 0;
  const places = scale ?? decimalPlacesMax;
  return Number.isFinite(value) && value >= 0 && Number(value.toFixed(places)) === value;
};

/**
 * Whether section 二 of a format can hold a figure.
 * @returns null, or a refusal: `unknown-cell` when the format has no such cell,
 * `impossible-figure` for a fraction of a thing, a negative count or too many decimal places.
 */
export function refusedEntry(
  definition: ReportDefinition,
  { block, row, column, value }: DisclosureEntry,
): Refusal<DisclosureRefusal> | null {
  const cell = { table: 'activeDisclosure', block, row, column };
  const found = definition.activeDisclosure.find(({ id }) => id === block);
  const hasRow = found?.rows.some(({ id }) => id === row) ?? false;
  const foundColumn = found?.columns.find(({ id, type }) => id === column && type !== 'label');
  if (!hasRow || foundColumn === undefined) return refuse('unknown-cell', cell);
  return isPossible(foundColumn, value) ? null : refuse('impossible-figure', { ...cell, value });
}

/** The typed-in figures one by one, in the order given. */
export const disclosureEntries = (entered: ActiveDisclosureFigures): readonly DisclosureEntry[] =>
  Object.entries(entered).flatMap(([block, rows]) =>
    Object.entries(rows).flatMap(([row, columns]) =>
      Object.entries(columns).map(([column, value]) => ({ block, row, column, value })),
    ),
  );

/**
 * Section 二 with every cell of the format, in printed order; a cell not entered is 0.
 * @returns the first entered figure that the format cannot hold, as a refusal.
 */
export function completeActiveDisclosure(
  definition: ReportDefinition,
  entered: ActiveDisclosureFigures,
): ActiveDisclosureFigures | Refusal<DisclosureRefusal> {
  for (const entry of disclosureEntries(entered)) {
    const refused = refusedEntry(definition, entry);
    if (refused !== null) return refused;
  }
  return mapActiveDisclosure(
    definition,
    ({ block, row, column }) => entered[block]?.[row]?.[column] ?? 0,
  );
}

/** Builds section 二 cell by cell, in printed order. */
export const mapActiveDisclosure = (
  definition: ReportDefinition,
  figure: (cell: Omit<DisclosureEntry, 'value'>) => number,
): ActiveDisclosureFigures =>
  Object.fromEntries(
    definition.activeDisclosure.map((block) => [
      block.id,
      Object.fromEntries(
        block.rows.map((row) => [
          row.id,
          Object.fromEntries(
            block.columns
              .filter(({ type }) => type !== 'label')
              .map((column) => [
                column.id,
                figure({ block: block.id, row: row.id, column: column.id }),
              ]),
          ),
        ]),
      ),
    ]),
  );

/** Section 二 out of figures typed in one by one, already accepted; the last of a cell stands. */
export function activeDisclosureOf(
  definition: ReportDefinition,
  entries: readonly DisclosureEntry[],
): ActiveDisclosureFigures {
  const last = new Map(
    entries.map(({ block, row, column, value }) => [`${block}/${row}/${column}`, value]),
  );
  return mapActiveDisclosure(
    definition,
    ({ block, row, column }) => last.get(`${block}/${row}/${column}`) ?? 0,
  );
}
