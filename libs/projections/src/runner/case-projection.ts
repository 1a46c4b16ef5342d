import type { EventStore, StoredEvent } from '@sunledger/event-store';
import {
  caseFactTable,
  caseListTable,
  deleteRows,
  dueDateTable,
  type RowValues,
  upsertRows,
  type WriteTransaction,
} from '@sunledger/persistence';
import type { Policy } from '@sunledger/policy';
import { LRUCache } from 'lru-cache';

import { CaseHistory } from '../case/case-history';
import { caseListRow } from '../case-list/case-list-row';
import { caseDutyRows, dutiesOfHistory } from '../due-date/due-dates';
import { caseFactRow } from '../report-facts/case-fact';
import { knownStream, requestPrefix } from '../streams';
import type { CalendarHistory } from './calendar-history';
import type { ProjectionTarget } from './projection-target';

/** Requests kept folded in memory beside those that wait to be written; some 3 KiB each. */
const foldedCaseCountMax = 2_000;

/** Requests whose rows are held at a time, on their way into the tables. */
const writtenCaseCountMax = 500;

/** Requests whose dates are moved at a time when a calendar comes in. */
const movedCaseCountMax = 500;

/** Follows every subject that is a request: `.` comes after `-`. */
const afterRequests = 'request.';

/** Requests: list, due dates and report facts, all from one fold. */
export class CaseProjection {
  private readonly folded = new LRUCache<string, CaseHistory>({ max: foldedCaseCountMax });
  /** Changed since they were last written. */
  private readonly unwritten = new Map<string, CaseHistory>();
  /** Requests that are known to have no row of due dates, so that none need be deleted. */
  private readonly withoutDueDates = new WeakSet<CaseHistory>();

  constructor(
    private readonly store: EventStore,
    private readonly policy: Policy,
    private readonly calendars: CalendarHistory,
    private readonly target: ProjectionTarget,
  ) {}

  /** How many requests wait to be written. */
  get unwrittenCount(): number {
    return this.unwritten.size;
  }

  forget(): void {
    this.folded.clear();
    this.unwritten.clear();
  }

  /**
   * Takes the next event of a request that is known or begins.
   * @returns false when the whole stream has to be read: then `reread` must follow.
   */
  take(event: StoredEvent): boolean {
    const { stream } = event;
    let history = this.unwritten.get(stream);
    if (history === undefined) {
      history = this.folded.get(stream) ?? this.begun(event);
      if (history === undefined) return false;
      this.unwritten.set(stream, history);
    }
    if (event.revision <= history.revision) return true;
    if (!history.follows(event)) return false;
    history.take(event);
    return true;
  }

  /** Reads a request from its stream, up to a position. */
  async reread(stream: string, position: number): Promise<void> {
    this.unwritten.set(stream, await this.replay(stream, position));
  }

  /**
   * Writes the requests that have changed and have rested longest.
   * @param leaving how many of the others go on waiting; none when left out.
   */
  async write(transaction: WriteTransaction, leaving = 0): Promise<void> {
    const rested = [...this.unwritten];
    if (leaving > 0) {
      rested.sort(([, one], [, other]) => one.position - other.position);
      rested.length = Math.max(0, rested.length - leaving);
    }
    // In the order of the primary keys, which are random: each page of an index is met once.
    rested.sort(([one], [other]) => (one < other ? -1 : 1));
    // What happens to one of them while they are written makes it wait again.
    for (const [stream, history] of rested) {
      this.unwritten.delete(stream);
      this.folded.set(stream, history);
    }
    for (let at = 0; at < rested.length; at += writtenCaseCountMax) {
      const written = rested.slice(at, at + writtenCaseCountMax);
      await this.writeRows(
        transaction,
        written.map(([, history]) => history),
      );
    }
  }

  /**
   * Works out the dates of all open requests again, after a calendar was logged at a position.
   * Only requests with a date can be moved, and those have rows.
   */
  async moveDueDates(transaction: WriteTransaction, position: number): Promise<void> {
    const table = this.target.tableOf(dueDateTable);
    let after = requestPrefix;
    for (;;) {
      const rows = await transaction.query<{ subject: string }>(
        `SELECT DISTINCT subject FROM ${table} WHERE subject > ? AND subject < ? ` +
          'ORDER BY subject LIMIT ?',
        [after, afterRequests, movedCaseCountMax],
      );
      const histories: CaseHistory[] = [];
      for (const { subject: stream } of rows) {
        histories.push(this.folded.get(stream) ?? (await this.replay(stream, position)));
      }
      await this.writeRows(transaction, histories);
      const last = rows.at(-1);
      if (last === undefined || rows.length < movedCaseCountMax) return;
      after = last.subject;
    }
  }

  private begun({ stream, revision }: StoredEvent): CaseHistory | undefined {
    if (revision !== 0) return undefined;
    const history = new CaseHistory(stream.slice(requestPrefix.length), this.facts);
    this.withoutDueDates.add(history);
    return history;
  }

  /** The request as it was at a position, from its stream. */
  private async replay(stream: string, position: number): Promise<CaseHistory> {
    const { events } = await knownStream(this.store, stream, position);
    return CaseHistory.replay(stream.slice(requestPrefix.length), events, this.facts);
  }

  private get facts() {
    return { calendars: this.calendars, policy: this.policy };
  }

  private async writeRows(
    transaction: WriteTransaction,
    histories: readonly CaseHistory[],
  ): Promise<void> {
    const listed: RowValues[] = [];
    const due: RowValues[] = [];
    const beliefs: RowValues[] = [];
    const formerlyDue: string[] = [];
    for (const history of histories) {
      const dates = dutiesOfHistory(history, this.calendars, this.policy);
      if (!this.withoutDueDates.has(history)) formerlyDue.push(requestPrefix + history.caseId);
      if (dates.length === 0) this.withoutDueDates.add(history);
      else this.withoutDueDates.delete(history);
      due.push(...caseDutyRows(history, dates));
      listed.push(caseListRow(history, dates, this.policy));
      for (const belief of history.takeChangedBeliefs()) beliefs.push(caseFactRow(belief));
    }
    const { tableOf } = this.target;
    await upsertRows(transaction, caseListTable, listed, tableOf(caseListTable));
    await deleteRows(transaction, tableOf(dueDateTable), 'subject', formerlyDue);
    await upsertRows(transaction, dueDateTable, due, tableOf(dueDateTable));
    await upsertRows(transaction, caseFactTable, beliefs, tableOf(caseFactTable));
  }
}
