import {
  applicantTypes,
  channels,
  type DisposalKind,
  disposalKinds,
} from '@sunledger/disclosure-case';
import type {
  ApplicationFigures,
  RemedyFigures,
  ReportNarrative,
  ReportTables,
} from './annual-report';
import {
  carriedInSelector,
  carriedOutSelector,
  closedSelector,
  countedKinds,
  figureRows,
  narrativeSelectorOf,
  newReceivedSelector,
  rowOfDisposal,
} from './cells';
import {
  type ApplicationColumn,
  remedyColumns,
  type RemedyColumn,
  type RemedyGroup,
  remedyGroups,
  type ReportDefinition,
} from './definitions/report-definition';
import type { ReportPeriod, ReportPolicy } from './period';
import { endedRemedySelector, pendingRemedySelector } from './remedy-cells';
import type { CaseTally, RemedyTally, ReportSource } from './report-source';

export const applicationColumns: readonly ApplicationColumn[] = [...applicantTypes, 'total'];

const sum = (tallies: readonly CaseTally[]): number =>
  tallies.reduce((total, { cases }) => total + cases, 0);

/** One row of section 三; 总计 counts every case, whatever its applicant. */
export const rowFigures = (
  tallies: readonly CaseTally[],
): Readonly<Record<ApplicationColumn, number>> => {
  const of = (type: ApplicationColumn) =>
    sum(type === 'total' ? tallies : tallies.filter(({ applicantType }) => applicantType === type));
  return {
    naturalPerson: of('naturalPerson'),
    business: of('business'),
    research: of('research'),
    publicBenefit: of('publicBenefit'),
    legalService: of('legalService'),
    otherOrg: of('otherOrg'),
    total: of('total'),
  };
};

/** What the year's source says of the requests: the four lines, tallied once each. */
export interface CaseTallies {
  readonly newReceived: readonly CaseTally[];
  readonly carriedIn: readonly CaseTally[];
  readonly closed: readonly CaseTally[];
  readonly carriedOut: readonly CaseTally[];
}

/** Four queries, whatever the number of cells. */
export async function tallyCases(
  source: ReportSource,
  period: ReportPeriod,
  policy: ReportPolicy,
): Promise<CaseTallies> {
  const [newReceived, carriedIn, closed, carriedOut] = await Promise.all([
    source.tally(newReceivedSelector(period, policy), ['applicantType', 'channel']),
    source.tally(carriedInSelector(period, policy), ['applicantType']),
    source.tally(closedSelector(period, policy), ['applicantType', 'disposalKind', 'onTime']),
    source.tally(carriedOutSelector(period, policy), ['applicantType']),
  ]);
  return { newReceived, carriedIn, closed, carriedOut };
}

/** Section 三 from the tallies; every cell equals the length of the list behind it. */
export function applicationFigures(
  definition: ReportDefinition,
  tallies: CaseTallies,
  policy: ReportPolicy,
): ApplicationFigures {
  const rowOf = ({ disposalKind }: CaseTally) =>
    disposalKind === undefined || disposalKind === null
      ? null
      : rowOfDisposal(definition, disposalKind, policy);
  const talliesOf = (row: string): readonly CaseTally[] => {
    if (row === 'newReceived' || row === 'carriedIn' || row === 'carriedOut') return tallies[row];
    if (row === 'resultsTotal') return tallies.closed.filter((tally) => rowOf(tally) !== null);
    return tallies.closed.filter((tally) => rowOf(tally) === row);
  };
  return Object.fromEntries(
    figureRows(definition).map(({ id }) => [id, rowFigures(talliesOf(id))]),
  );
}

/** `{ key: count }` for the keys that occurred, in the order of the vocabulary. */
const occurring = <Key extends string>(
  keys: readonly Key[],
  count: (key: Key) => number,
): Readonly<Partial<Record<Key, number>>> => {
  const found: Partial<Record<Key, number>> = {};
  for (const key of keys) {
    const cases = count(key);
    if (cases > 0) found[key] = cases;
  }
  return found;
};

/** The prose figures; two more queries, for the fees. */
export async function narrativeFigures(
  source: ReportSource,
  definition: ReportDefinition,
  tallies: CaseTallies,
  period: ReportPeriod,
  policy: ReportPolicy,
): Promise<ReportNarrative> {
  const select = (figure: 'feesAssessed' | 'feesPaid') =>
    source.feeSums(narrativeSelectorOf(definition, { figure }, period, policy));
  const [assessed, paid] = await Promise.all([select('feesAssessed'), select('feesPaid')]);
  const kinds: readonly (DisposalKind | null | undefined)[] = countedKinds(definition, policy);
  const closed = tallies.closed.filter(({ disposalKind }) => kinds.includes(disposalKind));
  return {
    received: sum(tallies.newReceived),
    carriedIn: sum(tallies.carriedIn),
    closed: sum(closed),
    closedOnTime: sum(closed.filter(({ onTime }) => onTime === true)),
    carriedOut: sum(tallies.carriedOut),
    byDisposal: occurring(disposalKinds, (kind) =>
      sum(closed.filter(({ disposalKind }) => disposalKind === kind)),
    ),
    byChannel: occurring(channels, (channel) =>
      sum(tallies.newReceived.filter((tally) => tally.channel === channel)),
    ),
    fees: {
      assessedCases: assessed.cases,
      assessedYuan: assessed.assessedYuan,
      paidCases: paid.cases,
      paidYuan: paid.paidYuan,
    },
  };
}

const remedyRow = (
  group: RemedyGroup,
  ended: readonly RemedyTally[],
  pending: readonly RemedyTally[],
): Readonly<Record<RemedyColumn, number>> => {
  const count = (tallies: readonly RemedyTally[]) =>
    tallies.reduce((total, { remedies }) => total + remedies, 0);
  const endedHere = ended.filter(({ kind }) => kind === group);
  const pendingHere = pending.filter(({ kind }) => kind === group);
  const of = (result: RemedyTally['result']) =>
    count(endedHere.filter((tally) => tally.result === result));
  return {
    upheld: of('upheld'),
    corrected: of('corrected'),
    otherResult: of('otherResult'),
    pending: count(pendingHere),
    total: count(endedHere) + count(pendingHere),
  };
};

/** Section 四 from two queries: what ended in the year, and what was pending at its cut-off. */
export async function remedyFigures(
  source: ReportSource,
  period: ReportPeriod,
  policy: ReportPolicy,
): Promise<RemedyFigures> {
  const [ended, pending] = await Promise.all([
    source.tallyRemedies(endedRemedySelector(period, policy)),
    source.tallyRemedies(pendingRemedySelector(period, policy)),
  ]);
  return {
    review: remedyRow('review', ended, pending),
    directSuit: remedyRow('directSuit', ended, pending),
    suitAfterReview: remedyRow('suitAfterReview', ended, pending),
  };
}

/** A figure by its path, e.g. `applications.resultsTotal.total`; undefined when it is missing. */
export function figureAt(
  { tables, narrative }: { readonly tables: ReportTables; readonly narrative: ReportNarrative },
  path: string,
): number | undefined {
  const [table, first = '', second = ''] = path.split('.');
  if (table === 'applications') {
    const column = applicationColumns.find((id) => id === second);
    return column === undefined ? undefined : tables.applications[first]?.[column];
  }
  if (table === 'remedies') {
    // Figures read from elsewhere may lack a group, whatever the type says.
    const remedies: Partial<typeof tables.remedies> = tables.remedies;
    const group = remedyGroups.find((id) => id === first);
    const column = remedyColumns.find((id) => id === second);
    return group === undefined || column === undefined ? undefined : remedies[group]?.[column];
  }
  if (first === 'received' || first === 'closed' || first === 'closedOnTime') {
    return narrative[first];
  }
  return undefined;
}
