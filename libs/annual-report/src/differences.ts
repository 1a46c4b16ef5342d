import { type CellRef, cellsOf, figureRows } from './cells';
import type { ApplicationColumn, ReportDefinition } from './definitions/report-definition';
import type { CaseFact } from './facts';
import { applicationColumns } from './figures';
import type { ReportPeriod, ReportPolicy } from './period';

/** A case that counts elsewhere in section 三 than it did when the report was frozen. */
export interface CaseDifference {
  readonly caseId: string;
  readonly serialNumber: string;
  /** Cells it counted in; empty when it was not known. */
  readonly before: readonly CellRef[];
  /** Cells it counts in now; empty when it was voided or moved out of the period. */
  readonly after: readonly CellRef[];
}

/** A cell of section 三 whose figure is another now. */
export interface CellDifference extends CellRef {
  /** Now minus then; never 0. */
  readonly delta: number;
}

export interface ReportDifferences {
  readonly cases: readonly CaseDifference[];
  readonly cells: readonly CellDifference[];
}

export interface DifferenceContext {
  readonly definition: ReportDefinition;
  readonly period: ReportPeriod;
  readonly policy: ReportPolicy;
}

const keyOf = ({ row, column }: CellRef): string => `${row}.${column}`;

const sameCells = (one: readonly CellRef[], other: readonly CellRef[]): boolean =>
  one.map(keyOf).join() === other.map(keyOf).join();

/**
 * What changed in section 三 between two states of knowledge, by case and by cell. Only the cases
 * that changed need be given; a case that counts in the same cells then and now is left out.
 * @param frozen the facts at the frozen log position.
 * @param now the same cases as known now; a voided case is absent.
 */
export function differences(
  frozen: readonly CaseFact[],
  now: readonly CaseFact[],
  { definition, period, policy }: DifferenceContext,
): ReportDifferences {
  const before = new Map(frozen.map((fact) => [fact.caseId, fact]));
  const after = new Map(now.map((fact) => [fact.caseId, fact]));
  const cellsIn = (fact: CaseFact | undefined): readonly CellRef[] =>
    fact === undefined ? [] : cellsOf(definition, fact, period, policy);

  const cases = [...new Map([...before, ...after]).values()]
    .map(({ caseId, serialNumber }): CaseDifference => ({
      caseId,
      serialNumber,
      before: cellsIn(before.get(caseId)),
      after: cellsIn(after.get(caseId)),
    }))
    .filter((difference) => !sameCells(difference.before, difference.after))
    .sort((one, other) => (one.caseId < other.caseId ? -1 : 1));
  return { cases, cells: cellDifferences(definition, cases) };
}

/** The sum of what the cases changed, in printed order. */
function cellDifferences(
  definition: ReportDefinition,
  cases: readonly CaseDifference[],
): readonly CellDifference[] {
  const deltas = new Map<string, number>();
  const add = (cell: CellRef, count: number) =>
    deltas.set(keyOf(cell), (deltas.get(keyOf(cell)) ?? 0) + count);
  for (const { before, after } of cases) {
    for (const cell of before) add(cell, -1);
    for (const cell of after) add(cell, 1);
  }
  return figureRows(definition)
    .flatMap(({ id }) =>
      applicationColumns.map((column: ApplicationColumn) => ({ row: id, column })),
    )
    .map((cell) => ({ ...cell, delta: deltas.get(keyOf(cell)) ?? 0 }))
    .filter(({ delta }) => delta !== 0);
}
