import { caseDetailTable, caseListTable, type ReadModelDatabase } from '@sunledger/persistence';

import {
  caseListColumns,
  type CaseListEntry,
  caseListEntryFrom,
  type CaseListRow,
} from '../case-list/case-list-entry';
import type { DueDate } from '../due-date/due-dates';
import { dueDatesOfCase } from '../due-date/due-date-query';
import type { AgencyScope } from '../sql/agency-scope';
import { Conditions } from '../sql/conditions';
import type { CaseDocument } from './case-document';

/** All that is known of one request, without personal data; its timeline is its stream. */
export interface CaseDetail {
  readonly entry: CaseListEntry;
  readonly document: CaseDocument;
  readonly dueDates: readonly DueDate[];
  /** When the last fact was logged, ISO 8601 in UTC. */
  readonly recordedAt: string;
  /** Revision and log position of the last fact this shows. */
  readonly revision: number;
  readonly position: number;
}

/** One request; undefined when it is not known, or not one of those that may be seen. */
export async function caseDetailOf(
  database: Pick<ReadModelDatabase, 'read'>,
  caseId: string,
  { agencies }: AgencyScope = {},
): Promise<CaseDetail | undefined> {
  const columns = caseListColumns
    .split(', ')
    .map((column) => `entry.${column}`)
    .join(', ');
  const conditions = new Conditions().add('case_id', '@ = ?', caseId).oneOf('agency', agencies);
  const [row] = await database.read<CaseListRow & { document: string; recorded_at: string }>(
    `SELECT ${columns}, detail.document, detail.recorded_at FROM ${caseListTable.name} entry ` +
      `JOIN ${caseDetailTable.name} detail ON detail.case_id = entry.case_id ` +
      `WHERE ${conditions.text((column) => `entry.${column}`)}`,
    conditions.values,
  );
  if (row === undefined) return undefined;
  const entry = caseListEntryFrom(row);
  return {
    entry,
    // The row was written from a CaseDocument.
    document: JSON.parse(row.document) as CaseDocument,
    dueDates: await dueDatesOfCase(database, caseId),
    recordedAt: row.recorded_at,
    revision: entry.revision,
    position: entry.position,
  };
}
