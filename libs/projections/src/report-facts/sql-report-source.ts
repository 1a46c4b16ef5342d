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
import { caseFactTable, type ReadModelDatabase, remedyFactTable } from '@sunledger/persistence';

import { CursorInvalid, cursorOf, keysOf } from '../sql/cursor';
import { caseConditions, whereCases } from './case-conditions';
import {
  caseFactColumns,
  caseFactFrom,
  type CaseFactRow,
  flagOrNull,
  remedyFactColumns,
  remedyFactFrom,
  type RemedyFactRow,
} from './fact-rows';
import { remedyConditions } from './remedy-conditions';

const groupColumns = {
  applicantType: 'applicant_type',
  disposalKind: 'disposal_kind',
  channel: 'channel',
  onTime: 'on_time',
} as const satisfies Record<CaseGrouping, string>;

type TallyRow = Omit<CaseFactRow, 'on_time'> & {
  readonly on_time: number | null;
  readonly cases: number | string;
};

const tallyFrom = (row: TallyRow, groupBy: readonly CaseGrouping[]): CaseTally => ({
  ...(groupBy.includes('applicantType') ? { applicantType: row.applicant_type } : {}),
  ...(groupBy.includes('disposalKind') ? { disposalKind: row.disposal_kind } : {}),
  ...(groupBy.includes('channel') ? { channel: row.channel } : {}),
  ...(groupBy.includes('onTime') ? { onTime: flagOrNull(row.on_time) } : {}),
  cases: Number(row.cases),
});

/** The facts of a report in the read models, as known now or at an earlier log position. */
export class SqlReportSource implements ReportSource {
  constructor(
    private readonly database: Pick<ReadModelDatabase, 'read' | 'dialect'>,
    private readonly position?: number,
  ) {}

  async tally(
    selector: CaseSelector,
    groupBy: readonly CaseGrouping[],
  ): Promise<readonly CaseTally[]> {
    const { where, values } = this.cases(selector);
    const columns = groupBy.map((group) => groupColumns[group]);
    const grouped = columns.length === 0 ? '' : `GROUP BY ${columns.join(', ')}`;
    const rows = await this.database.read<TallyRow>(
      `SELECT ${[...columns, 'COUNT(*) AS cases'].join(', ')} FROM ${caseFactTable.name} ` +
        `WHERE ${where} ${grouped}`,
      values,
    );
    return rows.map((row) => tallyFrom(row, groupBy)).filter(({ cases }) => cases > 0);
  }

  async feeSums(selector: CaseSelector): Promise<FeeSums> {
    const { where, values } = this.cases(selector);
    const [sums] = await this.database.read<Record<keyof FeeSums, number | string | null>>(
      'SELECT COUNT(*) AS cases, SUM(fee_assessed_yuan) AS "assessedYuan", ' +
        `SUM(fee_paid_yuan) AS "paidYuan" FROM ${caseFactTable.name} WHERE ${where}`,
      values,
    );
    return {
      cases: Number(sums?.cases ?? 0),
      assessedYuan: Number(sums?.assessedYuan ?? 0),
      paidYuan: Number(sums?.paidYuan ?? 0),
    };
  }

  async listCases(selector: CaseSelector, { limit, after }: Page): Promise<Listing<CaseFact>> {
    const { where, values } = this.cases(selector);
    const [receivedOn = '', caseId = ''] = after === undefined ? [] : keysOf(after, 2);
    const rows = await this.database.read<CaseFactRow>(
      `SELECT ${caseFactColumns} FROM ${caseFactTable.name} WHERE ${where} ` +
        'AND received_on >= ? AND (received_on > ? OR case_id > ?) ' +
        'ORDER BY received_on, case_id LIMIT ?',
      [...values, receivedOn, receivedOn, caseId, limit + 1],
    );
    return pageOf(rows, limit, caseFactFrom, (row) => [row.received_on, row.case_id]);
  }

  async tallyRemedies(selector: RemedySelector): Promise<readonly RemedyTally[]> {
    const conditions = remedyConditions(selector, this.position);
    const rows = await this.database.read<
      Pick<RemedyFactRow, 'kind' | 'result'> & { readonly remedies: number | string }
    >(
      `SELECT kind, result, COUNT(*) AS remedies FROM ${remedyFactTable.name} remedy ` +
        `WHERE ${conditions.text()} GROUP BY kind, result`,
      conditions.values,
    );
    return rows.map(({ kind, result, remedies }) => ({ kind, result, remedies: Number(remedies) }));
  }

  async listRemedies(
    selector: RemedySelector,
    { limit, after }: Page,
  ): Promise<Listing<RemedyFact>> {
    const conditions = remedyConditions(selector, this.position);
    const [openedOn = '', remedyId = '', instance = 0] =
      after === undefined ? [] : keysOf(after, 3);
    // PostgreSQL would refuse to compare a text with a number.
    if (after !== undefined && typeof instance !== 'number') throw new CursorInvalid(after);
    const rows = await this.database.read<RemedyFactRow>(
      `SELECT ${remedyFactColumns} FROM ${remedyFactTable.name} remedy ` +
        `WHERE ${conditions.text()} AND (opened_on, remedy_id, instance) > (?, ?, ?) ` +
        'ORDER BY opened_on, remedy_id, instance LIMIT ?',
      [...conditions.values, openedOn, remedyId, instance, limit + 1],
    );
    return pageOf(rows, limit, remedyFactFrom, (row) => [
      row.opened_on,
      row.remedy_id,
      row.instance,
    ]);
  }

  private cases(selector: CaseSelector) {
    const conditions = caseConditions(selector, this.position);
    const where = whereCases(conditions, selector.agencies, this.database.dialect);
    return { where, values: conditions.values };
  }
}

const pageOf = <Row, Entry>(
  rows: readonly Row[],
  limit: number,
  entryFrom: (row: Row) => Entry,
  keysFrom: (row: Row) => readonly (string | number)[],
): Listing<Entry> => {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { entries: page.map(entryFrom), next: more ? cursorOf(keysFrom(last)) : null };
};
