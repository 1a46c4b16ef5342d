import type {
  CaseFact,
  CaseGrouping,
  CaseSelector,
  CaseTally,
  FeeSums,
  Listing,
  Page,
  RemedyFact,
  RemedySelector,
  RemedyTally,
  ReportSource,
} from '@sunledger/annual-report';
import {
  caseFactTable,
  noDate,
  type ReadModelDatabase,
  remedyFactTable,
  stillBelieved,
  type TableRow,
} from '@sunledger/persistence';

import { Where } from './where';

const groupingColumns = {
  applicantType: 'applicant_type',
  disposalKind: 'disposal_kind',
  channel: 'channel',
  onTime: 'on_time',
} as const satisfies Record<CaseGrouping, string>;

/** What was believed at a position; the present is the same question without a bound. */
function believedAt(where: Where, position: number | undefined, table: string): Where {
  return position === undefined
    ? where.and(`${table}.position_to = ?`, stillBelieved)
    : where.and(`${table}.position_from <= ?`, position).and(`${table}.position_to > ?`, position);
}

/** The SQL of a selector; it agrees with `matches` case by case. */
export function whereOfCases(selector: CaseSelector, position?: number): Where {
  const where = believedAt(new Where(), position, 'f');
  if (selector.agencies !== 'all') where.oneOf('f.agency', selector.agencies);
  where
    .when('f.received_on >= ?', selector.receivedFrom)
    .when('f.received_on <= ?', selector.receivedThrough)
    .when('f.closed_on >= ?', selector.closedFrom)
    .when('f.closed_on <= ?', selector.closedThrough)
    .when('f.closed_on >= ?', selector.notClosedBefore)
    .when('f.closed_on > ?', selector.notClosedThrough)
    .oneOf('f.disposal_kind', selector.disposalKinds)
    .oneOf('f.applicant_type', selector.applicantTypes)
    .oneOf('f.channel', selector.channels)
    .when('f.fee_assessed_on >= ?', selector.feeAssessedFrom)
    .when('f.fee_assessed_on <= ?', selector.feeAssessedThrough)
    .when('f.fee_paid_on >= ?', selector.feePaidFrom)
    .when('f.fee_paid_on <= ?', selector.feePaidThrough);
  // An open case stands at `noDate`, which no range of closing days may take in.
  const asksForClosing = selector.closedFrom !== undefined || selector.closedThrough !== undefined;
  if (asksForClosing) where.and('f.closed_on < ?', noDate);
  if (selector.onTime !== undefined) where.and('f.on_time = ?', selector.onTime ? 1 : 0);
  const { leavingOut } = selector;
  if (leavingOut !== undefined && leavingOut.disposalKinds.length > 0) {
    const marks = leavingOut.disposalKinds.map(() => '?').join(', ');
    where.and(
      `NOT (f.disposal_kind IS NOT NULL AND f.disposal_kind IN (${marks}) AND f.closed_on <= ?)`,
      ...leavingOut.disposalKinds,
      leavingOut.closedThrough,
    );
  }
  return where;
}

function whereOfRemedies(selector: RemedySelector, position?: number): Where {
  const where = believedAt(new Where(), position, 'r');
  if (selector.agencies !== 'all') where.oneOf('r.agency', selector.agencies);
  where
    .oneOf('r.kind', selector.kinds)
    .oneOf('r.result', selector.results)
    .when('r.accepted_on >= ?', selector.acceptedFrom)
    .when('r.opened_on >= ?', selector.openedFrom)
    .when('r.opened_on <= ?', selector.openedThrough)
    .when('r.ended_on >= ?', selector.endedFrom)
    .when('r.ended_on <= ?', selector.endedThrough)
    .when('r.ended_on >= ?', selector.notEndedBefore)
    .when('r.ended_on > ?', selector.notEndedThrough)
    .when('r.appealed_on > ?', selector.notAppealedThrough);
  const asksForEnd = selector.endedFrom !== undefined || selector.endedThrough !== undefined;
  if (asksForEnd) where.and('r.ended_on < ?', noDate);
  const { about } = selector;
  if (about !== undefined) {
    const request = believedAt(new Where(), position, 'f')
      .and('f.case_id = r.case_id')
      .and('f.closed_on >= ?', about.closedFrom)
      .and('f.closed_on < ?', noDate)
      .oneOf('f.disposal_kind', about.disposalKinds);
    where.and(
      `EXISTS (SELECT 1 FROM ${caseFactTable.name} f WHERE ${request.sql})`,
      ...request.values,
    );
  }
  return where;
}

const dateOrNull = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined || value === noDate ? null : String(value);

const flagOrNull = (value: string | number | null | undefined): boolean | null =>
  value === null || value === undefined ? null : Number(value) === 1;

// The rows were written from facts of the same types; SQL gives them back as plain values.
export const caseFactOf = (row: TableRow): CaseFact =>
  ({
    caseId: row['case_id'],
    agency: row['agency'],
    serialNumber: row['serial_number'],
    applicantType: row['applicant_type'],
    channel: row['channel'],
    receivedOn: row['received_on'],
    closedOn: dateOrNull(row['closed_on']),
    disposalKind: row['disposal_kind'] ?? null,
    onTime: flagOrNull(row['on_time']),
    feeAssessedOn: dateOrNull(row['fee_assessed_on']),
    feeAssessedYuan: Number(row['fee_assessed_yuan']),
    feePaidOn: dateOrNull(row['fee_paid_on']),
    feePaidYuan: Number(row['fee_paid_yuan']),
  }) as CaseFact;

const remedyFactOf = (row: TableRow): RemedyFact =>
  ({
    remedyId: row['remedy_id'],
    instance: Number(row['instance']),
    caseId: row['case_id'],
    agency: row['agency'],
    kind: row['kind'],
    acceptedOn: row['accepted_on'],
    openedOn: row['opened_on'],
    endedOn: dateOrNull(row['ended_on']),
    result: row['result'] ?? null,
    appealedOn: dateOrNull(row['appealed_on']),
  }) as RemedyFact;

/** Splits the rows of a page, of which one more was asked for than it holds. */
const pageOf = <Entry>(
  rows: readonly TableRow[],
  limit: number,
  toEntry: (row: TableRow) => Entry,
  placeOf: (entry: Entry) => readonly unknown[],
): Listing<Entry> => {
  const entries = rows.slice(0, limit).map(toEntry);
  const last = entries.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { entries, next: more ? JSON.stringify(placeOf(last)) : null };
};

/**
 * The facts of the report in SQL, fixed at one state of knowledge.
 * @param position what was believed then; the present when left out.
 */
export const sqlReportSource = (database: ReadModelDatabase, position?: number): ReportSource => {
  const facts = `${caseFactTable.name} f`;
  const remedies = `${remedyFactTable.name} r`;
  return {
    tally: async (selector, groupBy) => {
      const where = whereOfCases(selector, position);
      const columns = groupBy.map((grouping) => `f.${groupingColumns[grouping]}`);
      const rows = await database.read<TableRow>(
        `SELECT ${[...columns, 'count(*) AS cases'].join(', ')} FROM ${facts} WHERE ${where.sql}` +
          (columns.length === 0 ? '' : ` GROUP BY ${columns.join(', ')}`),
        where.values,
      );
      return rows.map((row) => tallyOf(row, groupBy)).filter(({ cases }) => cases > 0);
    },
    feeSums: async (selector): Promise<FeeSums> => {
      const where = whereOfCases(selector, position);
      const [row] = await database.read<TableRow>(
        'SELECT count(*) AS cases, coalesce(sum(f.fee_assessed_yuan), 0) AS assessed, ' +
          `coalesce(sum(f.fee_paid_yuan), 0) AS paid FROM ${facts} WHERE ${where.sql}`,
        where.values,
      );
      return {
        cases: Number(row?.['cases'] ?? 0),
        assessedYuan: Number(row?.['assessed'] ?? 0),
        paidYuan: Number(row?.['paid'] ?? 0),
      };
    },
    listCases: async (selector, { limit, after }: Page) => {
      const where = whereOfCases(selector, position);
      const [receivedOn, caseId] = placeAfter(after);
      if (receivedOn !== undefined && caseId !== undefined) {
        where.and('(f.received_on, f.case_id) > (?, ?)', receivedOn, caseId);
      }
      const rows = await database.read<TableRow>(
        `SELECT f.* FROM ${facts} WHERE ${where.sql} ORDER BY f.received_on, f.case_id LIMIT ?`,
        [...where.values, limit + 1],
      );
      return pageOf(rows, limit, caseFactOf, (fact) => [fact.receivedOn, fact.caseId]);
    },
    tallyRemedies: async (selector) => {
      const where = whereOfRemedies(selector, position);
      const rows = await database.read<TableRow>(
        `SELECT r.kind, r.result, count(*) AS remedies FROM ${remedies} WHERE ${where.sql} ` +
          'GROUP BY r.kind, r.result',
        where.values,
      );
      return rows.map(
        (row) =>
          ({
            kind: row['kind'],
            result: row['result'] ?? null,
            remedies: Number(row['remedies']),
          }) as RemedyTally,
      );
    },
    listRemedies: async (selector, { limit, after }: Page) => {
      const where = whereOfRemedies(selector, position);
      const [openedOn, remedyId, instance] = placeAfter(after);
      if (openedOn !== undefined && remedyId !== undefined && instance !== undefined) {
        where.and(
          '(r.opened_on, r.remedy_id, r.instance) > (?, ?, ?)',
          openedOn,
          remedyId,
          instance,
        );
      }
      const rows = await database.read<TableRow>(
        `SELECT r.* FROM ${remedies} WHERE ${where.sql} ` +
          'ORDER BY r.opened_on, r.remedy_id, r.instance LIMIT ?',
        [...where.values, limit + 1],
      );
      return pageOf(rows, limit, remedyFactOf, (fact) => [
        fact.openedOn,
        fact.remedyId,
        fact.instance,
      ]);
    },
  };
};

const tallyOf = (row: TableRow, groupBy: readonly CaseGrouping[]): CaseTally => ({
  ...Object.fromEntries(
    groupBy.map((grouping) => {
      const value = row[groupingColumns[grouping]] ?? null;
      return [grouping, grouping === 'onTime' ? flagOrNull(value) : value];
    }),
  ),
  cases: Number(row['cases']),
});

const placeAfter = (after: string | undefined): readonly (string | number | undefined)[] =>
  after === undefined ? [] : (JSON.parse(after) as (string | number)[]);
