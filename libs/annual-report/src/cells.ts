import { refuse, type Refusal } from '@sunledger/decider';
import {
  applicantTypes,
  type Channel,
  type DisposalKind,
  disposalKinds,
} from '@sunledger/disclosure-case';
import { type CaseSelector, matches } from './case-selector';
import { leafResultRows } from './definitions/constraints';
import type {
  ApplicationColumn,
  ApplicationRow,
  ReportDefinition,
} from './definitions/report-definition';
import type { CaseFact } from './facts';
import type { ReportPeriod, ReportPolicy } from './period';

/** A cell of section 三. */
export interface CellRef {
  readonly row: string;
  readonly column: string;
}

/** A figure of the prose that is not a cell of section 三. */
export type NarrativeFigure =
  | { readonly figure: 'received' | 'closed' | 'closedOnTime' | 'carriedIn' | 'carriedOut' }
  | { readonly figure: 'byDisposal'; readonly disposalKind: DisposalKind }
  | { readonly figure: 'byChannel'; readonly channel: Channel }
  | { readonly figure: 'feesAssessed' | 'feesPaid' };

/**
 * The row in which a way of closing counts, or null when policy leaves it out of the report.
 * Where no article names a row, the switches `withdrawnRow`, `notGovInfoRow` and `archivesRow`
 * choose it.
 */
export function rowOfDisposal(
  definition: ReportDefinition,
  kind: DisposalKind,
  policy: ReportPolicy,
): string | null {
  const chosen = (row: string) => (row === 'other' ? definition.remainderRow : row);
  if (kind === 'withdrawn' && policy.withdrawnRow === 'notCounted') return null;
  if (kind === 'notGovernmentInformation') return chosen(policy.notGovInfoRow);
  if (kind === 'inStateArchives') return chosen(policy.archivesRow);
  return definition.disposalRows[kind];
}

/**
 * Under `withdrawnRow: notCounted` a request counts in no row of a report once it is withdrawn by
 * its cut-off, so 一＋二＝三＋四 always holds. A request carried out of one year and withdrawn in
 * the next then misses in that year's 二: with no row to end in, balance and continuity cannot
 * both hold, and the continuity check (a warning) names exactly these cases.
 */
const counted = (period: ReportPeriod, policy: ReportPolicy): CaseSelector =>
  policy.withdrawnRow === 'notCounted'
    ? {
        agencies: period.agencies,
        leavingOut: { disposalKinds: ['withdrawn'], closedThrough: period.cutOff },
      }
    : { agencies: period.agencies };

/** The four lines of the balance; results are narrowed further by kind. */
export const newReceivedSelector = (period: ReportPeriod, policy: ReportPolicy): CaseSelector => ({
  ...counted(period, policy),
  receivedFrom: period.firstDay,
  receivedThrough: period.cutOff,
});

/** Received before the year and still open when it began. */
export const carriedInSelector = (period: ReportPeriod, policy: ReportPolicy): CaseSelector => ({
  ...counted(period, policy),
  receivedThrough: `${String(period.year - 1).padStart(4, '0')}-12-31`,
  notClosedBefore: period.firstDay,
});

/** Closed in the year by the cut-off, in whatever way. */
export const closedSelector = (period: ReportPeriod, policy: ReportPolicy): CaseSelector => ({
  ...counted(period, policy),
  closedFrom: period.firstDay,
  closedThrough: period.cutOff,
});

/** Received by the cut-off and still open when that day ended. */
export const carriedOutSelector = (period: ReportPeriod, policy: ReportPolicy): CaseSelector => ({
  ...counted(period, policy),
  receivedThrough: period.cutOff,
  notClosedThrough: period.cutOff,
});

/** The leaf rows under a row: itself, the leaves of a group, or all of them for the total. */
function leavesOf(definition: ReportDefinition, row: ApplicationRow): readonly string[] {
  const { rows } = definition.applications;
  if (row.id === 'resultsTotal' || row.id === 'results') return leafResultRows(rows);
  if (row.kind !== 'group') return [row.id];
  return rows.filter(({ parent }) => parent === row.id).map(({ id }) => id);
}

function rowSelector(
  definition: ReportDefinition,
  row: ApplicationRow,
  period: ReportPeriod,
  policy: ReportPolicy,
): CaseSelector {
  if (row.id === 'newReceived') return newReceivedSelector(period, policy);
  if (row.id === 'carriedIn') return carriedInSelector(period, policy);
  if (row.id === 'carriedOut') return carriedOutSelector(period, policy);
  const leaves = leavesOf(definition, row);
  const kinds = disposalKinds.filter((kind) => {
    const target = rowOfDisposal(definition, kind, policy);
    return target !== null && leaves.includes(target);
  });
  return { ...closedSelector(period, policy), disposalKinds: kinds };
}

/**
 * The cases behind a cell of section 三. Group rows and （七）总计 select the union of their
 * leaves. The 总计 column asks nothing of the applicant, so a case that fits none of the six
 * columns is still counted, and shows as a row that does not add up.
 * @returns a refusal naming the row or column that the format does not have.
 */
export function selectorOf(
  definition: ReportDefinition,
  { row, column }: CellRef,
  period: ReportPeriod,
  policy: ReportPolicy,
): CaseSelector | Refusal<'unknown-cell'> {
  const found = definition.applications.rows.find(({ id }) => id === row);
  const applicantType = applicantTypes.find((type) => type === column);
  if (found === undefined || (applicantType === undefined && column !== 'total')) {
    return refuse('unknown-cell', { table: 'applications', row, column });
  }
  const selector = rowSelector(definition, found, period, policy);
  return applicantType === undefined ? selector : { ...selector, applicantTypes: [applicantType] };
}

/** The cases behind a figure of the prose. */
export function narrativeSelectorOf(
  definition: ReportDefinition,
  figure: NarrativeFigure,
  period: ReportPeriod,
  policy: ReportPolicy,
): CaseSelector {
  const { agencies, firstDay, cutOff } = period;
  const results = {
    ...closedSelector(period, policy),
    disposalKinds: countedKinds(definition, policy),
  };
  switch (figure.figure) {
    case 'received':
      return newReceivedSelector(period, policy);
    case 'carriedIn':
      return carriedInSelector(period, policy);
    case 'carriedOut':
      return carriedOutSelector(period, policy);
    case 'closed':
      return results;
    case 'closedOnTime':
      return { ...results, onTime: true };
    case 'byDisposal':
      return { ...closedSelector(period, policy), disposalKinds: [figure.disposalKind] };
    case 'byChannel':
      return { ...newReceivedSelector(period, policy), channels: [figure.channel] };
    case 'feesAssessed':
      return { agencies, feeAssessedFrom: firstDay, feeAssessedThrough: cutOff };
    case 'feesPaid':
      return { agencies, feePaidFrom: firstDay, feePaidThrough: cutOff };
  }
}

/** The kinds that count somewhere in section 三. */
export const countedKinds = (
  definition: ReportDefinition,
  policy: ReportPolicy,
): readonly DisposalKind[] =>
  disposalKinds.filter((kind) => rowOfDisposal(definition, kind, policy) !== null);

/** The rows with figures, in printed order. */
export const figureRows = (definition: ReportDefinition): readonly ApplicationRow[] =>
  definition.applications.rows.filter(({ kind }) => kind !== 'group');

/** Every cell in which one case counts, totals included, in printed order. */
export function cellsOf(
  definition: ReportDefinition,
  fact: CaseFact,
  period: ReportPeriod,
  policy: ReportPolicy,
): readonly { readonly row: string; readonly column: ApplicationColumn }[] {
  return figureRows(definition)
    .filter((row) => matches(rowSelector(definition, row, period, policy), fact))
    .flatMap(({ id }) => [
      { row: id, column: fact.applicantType },
      { row: id, column: 'total' as const },
    ]);
}
