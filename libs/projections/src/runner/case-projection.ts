import type { EventStore, StoredEvent } from '@sunledger/event-store';
import {
  caseDetailTable,
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
import { caseDetailRow } from '../case-detail/case-document';
import { caseListRow } from '../case-list/case-list-row';
import { dueDateRow, dueDatesOf } from '../due-date/due-dates';
import { caseFactRow } from '../report-facts/case-fact';
import { requestPrefix } from '../streams';
import type { CalendarHistory } from './calendar-history';
import type { ProjectionTarget } from './projector';

/** Requests kept folded in memory; about 2 KiB each. */
const foldedCaseCountMax = 10_000;

/** Requests whose dates are moved at a time when a calendar comes in. */
const movedCaseCountMax = 500;

/** Requests: list, detail, due dates and report facts, all from one fold. */
export class CaseProjection {
  private readonly folded = new LRUCache<string, CaseHistory>({ max: foldedCaseCountMax });
  /** Requests that are known to have no row of due dates, so that none need be deleted. */
  private readonly withoutDueDates = new WeakSet<CaseHistory>();

  constructor(
    private readonly store: EventStore,
    private readonly policy: Policy,
    private readonly calendars: CalendarHistory,
    private readonly target: ProjectionTarget,
  ) {}

  forget(): void {
    this.folded.clear();
  }

  async project(transaction: WriteTransaction, events: readonly StoredEvent[]): Promise<void> {
    const byStream = new Map<string, StoredEvent[]>();
    for (const event of events) {
      if (!event.stream.startsWith(requestPrefix)) continue;
      const others = byStream.get(event.stream);
      if (others === undefined) byStream.set(event.stream, [event]);
      else others.push(event);
    }
    const touched: CaseHistory[] = [];
    for (const [stream, added] of byStream) touched.push(await this.advance(stream, added));
    await this.write(transaction, touched);
  }

  /**
   * Works out the dates of all open requests again, after a calendar was logged at a position.
   * Only requests with a date can be moved, and those have rows.
   */
  async moveDueDates(transaction: WriteTransaction, position: number): Promise<void> {
    const table = this.target.tableOf(dueDateTable);
    let after = '';
    for (;;) {
      const rows = await transaction.query<{ case_id: string }>(
        `SELECT DISTINCT case_id FROM ${table} WHERE case_id > ? ORDER BY case_id LIMIT ?`,
        [after, movedCaseCountMax],
      );
      const histories: CaseHistory[] = [];
      for (const { case_id: caseId } of rows) {
        const stream = requestPrefix + caseId;
        histories.push(this.folded.get(stream) ?? (await this.replay(stream, position)));
      }
      await this.write(transaction, histories);
      const last = rows.at(-1);
      if (last === undefined || rows.length < movedCaseCountMax) return;
      after = last.case_id;
    }
  }

  private async advance(stream: string, added: readonly StoredEvent[]): Promise<CaseHistory> {
    const history = await this.advanced(stream, added);
    this.folded.set(stream, history);
    return history;
  }

  private async advanced(stream: string, added: readonly StoredEvent[]): Promise<CaseHistory> {
    let history = this.folded.get(stream);
    if (history === undefined && added[0]?.revision === 0) {
      history = new CaseHistory(stream.slice(requestPrefix.length), this.facts);
      this.withoutDueDates.add(history);
    }
    if (history !== undefined) {
      for (const event of added) {
        if (!history.follows(event)) return this.replay(stream, added.at(-1)?.position ?? 0);
        history.take(event);
      }
      return history;
    }
    return this.replay(stream, added.at(-1)?.position ?? 0);
  }

  /** The request as it was at a position, from its stream. */
  private async replay(stream: string, position: number): Promise<CaseHistory> {
    const logged = await this.store.readStream(stream);
    const known = logged.filter((event) => event.position <= position);
    return CaseHistory.replay(stream.slice(requestPrefix.length), known, this.facts);
  }

  private get facts() {
    return { calendars: this.calendars, policy: this.policy };
  }

  private async write(
    transaction: WriteTransaction,
    histories: readonly CaseHistory[],
  ): Promise<void> {
    const listed: RowValues[] = [];
    const details: RowValues[] = [];
    const due: RowValues[] = [];
    const beliefs: RowValues[] = [];
    const formerlyDue: string[] = [];
    for (const history of histories) {
      const dates = dueDatesOf(history, this.calendars, this.policy);
      if (!this.withoutDueDates.has(history)) formerlyDue.push(history.caseId);
      if (dates.length === 0) this.withoutDueDates.add(history);
      else this.withoutDueDates.delete(history);
      for (const date of dates) due.push(dueDateRow(history, date));
      listed.push(caseListRow(history, dates, this.policy));
      details.push(caseDetailRow(history));
      for (const belief of history.takeChangedBeliefs()) beliefs.push(caseFactRow(belief));
    }
    const { tableOf } = this.target;
    await upsertRows(transaction, caseListTable, listed, tableOf(caseListTable));
    await upsertRows(transaction, caseDetailTable, details, tableOf(caseDetailTable));
    await deleteRows(transaction, tableOf(dueDateTable), 'case_id', formerlyDue);
    await upsertRows(transaction, dueDateTable, due, tableOf(dueDateTable));
    await upsertRows(transaction, caseFactTable, beliefs, tableOf(caseFactTable));
  }
}
