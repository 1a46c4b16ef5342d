import type { EventStore } from '@sunledger/event-store';
import {
  deleteRows,
  dueDateTable,
  upsertRows,
  type WriteTransaction,
} from '@sunledger/persistence';
import type { Policy } from '@sunledger/policy';

import { knownStream, type KnownStream, remedyPrefix } from '../streams';
import type { CalendarHistory } from '../runner/calendar-history';
import type { ProjectionTarget } from '../runner/projection-target';
import { remedyDutyRows } from './due-dates';

/** Follows every subject that is a remedy: `.` comes after `-`. */
const afterRemedies = 'remedy.';

/** Duties of remedies, in the table of those of requests; remedies are few and short. */
export class RemedyDuties {
  constructor(
    private readonly store: EventStore,
    private readonly policy: Policy,
    private readonly calendars: CalendarHistory,
    private readonly target: ProjectionTarget,
  ) {}

  /** Writes the duties of remedies, in the place of those written before. */
  async write(transaction: WriteTransaction, remedies: readonly KnownStream[]): Promise<void> {
    const rows = remedies.flatMap(({ events }) =>
      remedyDutyRows(events, this.calendars, this.policy),
    );
    const table = this.target.tableOf(dueDateTable);
    const subjects = remedies.map(({ stream }) => stream);
    await deleteRows(transaction, table, 'subject', subjects);
    await upsertRows(transaction, dueDateTable, rows, table);
  }

  /** Works out every duty again, after a calendar was logged at a position. */
  async move(transaction: WriteTransaction, position: number): Promise<void> {
    const rows = await transaction.query<{ subject: string }>(
      `SELECT DISTINCT subject FROM ${this.target.tableOf(dueDateTable)} ` +
        'WHERE subject > ? AND subject < ? ORDER BY subject',
      [remedyPrefix, afterRemedies],
    );
    const remedies: KnownStream[] = [];
    for (const { subject } of rows) remedies.push(await knownStream(this.store, subject, position));
    await this.write(transaction, remedies);
  }
}
