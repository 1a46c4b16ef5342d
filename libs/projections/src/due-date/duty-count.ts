import { dueDateTable, type ReadModelDatabase } from '@sunledger/persistence';
import { type DutyKind, endedAfterDue } from '@sunledger/reminder';
import type { IsoDate } from '@sunledger/working-days';

/** How many duties of a kind are due on a day. */
export interface DutyCount {
  readonly kind: DutyKind;
  readonly dueOn: IsoDate;
  readonly count: number;
}

interface CountRow {
  readonly kind: DutyKind;
  readonly due_on: IsoDate;
  readonly count: number | string;
}

/**
 * Duties of requests and remedies by kind and day, up to a day, for an overview of all agencies.
 * Those of which nothing is left once their date has passed are counted from `on` only.
 */
export async function dutyCounts(
  database: Pick<ReadModelDatabase, 'read'>,
  on: IsoDate,
  through: IsoDate,
): Promise<readonly DutyCount[]> {
  const rows = await database.read<CountRow>(
    `SELECT kind, due_on, COUNT(*) AS count FROM ${dueDateTable.name} ` +
      'WHERE due_on <= ? AND (due_on >= ? OR kind NOT IN ' +
      `(${endedAfterDue.map(() => '?').join(',')})) GROUP BY kind, due_on ORDER BY due_on, kind`,
    [through, on, ...endedAfterDue],
  );
  // PostgreSQL hands a count over as text: it may be larger than a number holds.
  return rows.map(({ kind, due_on, count }) => ({ kind, dueOn: due_on, count: Number(count) }));
}
