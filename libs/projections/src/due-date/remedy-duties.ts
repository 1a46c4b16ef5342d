import type { EventStore } from '@sunledger/event-store';
import {
  deleteRows,
  dueDateTable,
  upsertRows,
  type WriteTransaction,
} from '@sunledger/persistence';
import type { Policy } from '@sunledger/policy';

import type { CalendarHistory } from '../runner/calendar-history';
import type { ProjectionTarget } from '../runner/projection-target';
import { remedyPrefix } from '../streams';
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

  /** Writes the duties of a remedy as its stream stood at a position. */
  async write(transaction: WriteTransaction, stream: string, position: number): Promise<void> {
    const logged = await this.store.readStream(stream);
    const known = logged.filter((event) => event.position <= position);
    const rows = remedyDutyRows(known, this.calendars, this.policy);
    const table = this.target.tableOf(dueDateTable);
    await deleteRows(transaction, table, 'subject', [stream]);
    await upsertRows(transaction, dueDateTable, rows, table);
  }

  /** Works out every duty again, after a calendar was logged at a position. */
  async move(transaction: WriteTransaction, position: number): Promise<void> {
    const rows = await transaction.query<{ subject: string }>(
      `SELECT DISTINCT subject FROM ${this.target.tableOf(dueDateTable)} ` +
        'WHERE subject > ? AND subject < ? ORDER BY subject',
      [remedyPrefix, afterRemedies],
    );
    for (const { subject } of rows) await this.write(transaction, subject, position);
  }
}
