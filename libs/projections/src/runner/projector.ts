import type { Agency, CalendarEvent } from '@sunledger/agency-register';
import type { EventStore, StoredEvent } from '@sunledger/event-store';
import {
  agencyTable,
  calendarTable,
  type ReadModelDatabase,
  upsertRows,
  WriteQueue,
  type WriteTransaction,
} from '@sunledger/persistence';
import type { Policy } from '@sunledger/policy';
import type { Arrangement, Calendar } from '@sunledger/working-days';

import { RemedyDuties } from '../due-date/remedy-duties';
import {
  accountPrefix,
  agencyPrefix,
  calendarPrefix,
  registerPrefix,
  remedyPrefix,
  remindersPrefix,
  requestPrefix,
} from '../streams';
import { CalendarHistory } from './calendar-history';
import { CaseProjection } from './case-projection';
import { moveCheckpoint } from './checkpoint';
import type { ProjectionTarget } from './projection-target';
import { SmallProjections } from './small-projections';

export interface ProjectionFacts {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  readonly policy: Policy;
  /** The calendar that the release brings along; arrangements in the log are added to it. */
  readonly calendar: Calendar;
}

/** Requests that may wait in memory to be written, while nobody reads the tables. */
export const unwrittenCaseCountMax = 4_000;

/** Of which so many go on waiting when there are more: open ones, to which something happens yet. */
const restlessCaseCount = 1_000;

/** Turns events into rows: each batch in one transaction, together with the checkpoint. */
export class Projector {
  private readonly calendars: CalendarHistory;
  private readonly cases: CaseProjection;
  private readonly others: SmallProjections;
  private readonly remedyDuties: RemedyDuties;
  /** The checkpoint for which the memory holds; undefined when it has to be loaded first. */
  private loadedAt: number | undefined;
  /** The last position taken into memory; ahead of the checkpoint while rows wait. */
  private takenTo = 0;
  /** Rows of requests that rest, on their way to the server while more are taken. */
  private writing: Promise<void> = Promise.resolve();
  /** One thing at a time: until a batch is in whole, the memory is neither here nor there. */
  private readonly queue = new WriteQueue();

  constructor(
    private readonly facts: ProjectionFacts,
    readonly target: ProjectionTarget,
  ) {
    const { store, policy, calendar } = facts;
    this.calendars = new CalendarHistory(calendar);
    this.cases = new CaseProjection(store, policy, this.calendars, target);
    this.remedyDuties = new RemedyDuties(store, policy, this.calendars, target);
    this.others = new SmallProjections(store, target, this.remedyDuties);
  }

  /** Where the log has been projected to. */
  async position(): Promise<number> {
    return this.queue.run(() => this.loaded());
  }

  /** Projects a batch in a transaction of its own; events that are in already are passed over. */
  async project(events: readonly StoredEvent[]): Promise<number> {
    return this.queue.run(async () => {
      await this.writing;
      await this.loaded();
      const { relaxed = false } = this.target;
      return this.facts.database.write((transaction) => this.projectIn(transaction, events), {
        relaxed,
      });
    });
  }

  /** The same within a transaction; when that fails later, `forget` must be called. */
  async projectIn(transaction: WriteTransaction, events: readonly StoredEvent[]): Promise<number> {
    const from =
      this.loadedAt ?? (await this.load((sql, values) => transaction.query(sql, values)));
    const to = Math.max(this.takenTo, events.at(-1)?.position ?? 0);
    // Until the batch is in whole, the memory is neither here nor there.
    this.loadedAt = undefined;
    await moveCheckpoint(transaction, this.target.checkpoint, from, to);
    for (const segment of segmentsOf(this.untaken(events))) {
      if (isCalendarEvent(segment[0])) await this.changeCalendar(transaction, segment[0]);
      else await this.take(segment);
    }
    await this.write(transaction);
    this.takenTo = to;
    this.loadedAt = to;
    return to;
  }

  /**
   * Takes a batch and writes only now and then, which is many times quicker; for tables that
   * nobody reads yet. What was taken is written by the next `projectIn`.
   * @returns the last position taken.
   */
  async projectLazily(events: readonly StoredEvent[]): Promise<number> {
    if (this.loadedAt === undefined) await this.position();
    if (events.some(isCalendarEvent)) return this.project(events);
    if (this.cases.unwrittenCount >= unwrittenCaseCountMax) {
      await this.writing;
      this.writing = this.writeRested();
      // Whoever waits for it next is told.
      this.writing.catch(() => undefined);
    }
    const untaken = this.untaken(events);
    await this.take(untaken);
    this.takenTo = untaken.at(-1)?.position ?? this.takenTo;
    return this.takenTo;
  }

  /** Drops what is in memory; it is read again from the database and the log when needed. */
  forget(): void {
    this.loadedAt = undefined;
  }

  private async loaded(): Promise<number> {
    const { database } = this.facts;
    return this.loadedAt ?? this.load((sql, values) => database.readCurrent(sql, values));
  }

  private untaken(events: readonly StoredEvent[]): readonly StoredEvent[] {
    const first = events[0];
    return first === undefined || first.position > this.takenTo
      ? events
      : events.filter(({ position }) => position > this.takenTo);
  }

  private async take(events: readonly StoredEvent[]): Promise<void> {
    for (const event of events) {
      const { stream } = event;
      if (stream.startsWith(requestPrefix)) {
        if (!this.cases.take(event)) await this.cases.reread(stream, event.position);
      } else if (stream.startsWith(registerPrefix)) this.others.takeRegister(event);
      else if (stream.startsWith(remedyPrefix)) this.others.takeRemedy(event);
      else if (stream.startsWith(agencyPrefix)) this.others.takeAgency(event);
      else if (stream.startsWith(accountPrefix)) this.others.takeAccount(event);
      else if (stream.startsWith(remindersPrefix)) this.others.takeReminders(event);
    }
  }

  private async write(transaction: WriteTransaction, leaving = 0): Promise<void> {
    await this.cases.write(transaction, leaving);
    await this.others.write(transaction);
  }

  /** The checkpoint stays where it is: what goes on waiting is behind it. */
  private writeRested(): Promise<void> {
    const { relaxed = false } = this.target;
    const write = (transaction: WriteTransaction) => this.write(transaction, restlessCaseCount);
    return this.facts.database.write(write, { relaxed });
  }

  private async changeCalendar(transaction: WriteTransaction, event: StoredEvent): Promise<void> {
    const arrangement = arrangementOf(event);
    await this.write(transaction);
    this.calendars.add(event.position, arrangement);
    const row = [event.position, JSON.stringify(arrangement)];
    await upsertRows(transaction, calendarTable, [row], this.target.tableOf(calendarTable));
    await this.cases.moveDueDates(transaction, event.position);
    await this.remedyDuties.move(transaction, event.position);
  }

  private async load(read: WriteTransaction['query']): Promise<number> {
    const { checkpoint, tableOf } = this.target;
    const found = await read<{ position: number | string }>(
      'SELECT position FROM checkpoint WHERE name = ?',
      [checkpoint],
    );
    const row = found[0];
    if (row === undefined) throw new Error(`there is no checkpoint ${checkpoint}`);
    const position = Number(row.position);
    this.cases.forget();
    this.calendars.reset();
    const arrangements = await read<{ position: unknown; arrangement: string }>(
      `SELECT position, arrangement FROM ${tableOf(calendarTable)} ORDER BY position`,
    );
    for (const { position: from, arrangement } of arrangements) {
      // The row was written from an Arrangement.
      this.calendars.add(Number(from), JSON.parse(arrangement) as Arrangement);
    }
    const agencies = await read<{ path: string; document: string }>(
      `SELECT path, document FROM ${tableOf(agencyTable)}`,
    );
    this.others.forget(
      // The row was written from an Agency.
      agencies.map(({ path, document }) => ({ path, agency: JSON.parse(document) as Agency })),
    );
    this.takenTo = position;
    this.loadedAt = position;
    return position;
  }
}

const isCalendarEvent = (event: StoredEvent | undefined): event is StoredEvent =>
  event?.stream.startsWith(calendarPrefix) === true;

/** The arrangement that a calendar event brings. */
const arrangementOf = (event: StoredEvent): Arrangement =>
  // The catalogue has checked data of every type against its schema before it is read here.
  (event as unknown as CalendarEvent).data.arrangement;

/** Cuts a batch at calendar events, so that what follows one is dated by it, in any batch. */
function* segmentsOf(events: readonly StoredEvent[]): Generator<readonly StoredEvent[]> {
  let start = 0;
  for (const [at, event] of events.entries()) {
    if (!isCalendarEvent(event)) continue;
    if (at > start) yield events.slice(start, at);
    yield [event];
    start = at + 1;
  }
  if (start < events.length) yield events.slice(start);
}
