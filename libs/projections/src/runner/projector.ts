import type { EventStore, StoredEvent } from '@sunledger/event-store';
import {
  agencyTable,
  type ReadModelDatabase,
  type TableDefinition,
  upsertRows,
  type WriteTransaction,
} from '@sunledger/persistence';
import type { Policy } from '@sunledger/policy';
import type { Arrangement, Calendar } from '@sunledger/working-days';

import { AgencyTree, type AgencyRow, agencyRowValues } from '../agency/agency-tree';
import { calendarPrefix, calendarStream } from '../streams';
import { CalendarHistory } from './calendar-history';
import { CaseProjection } from './case-projection';
import { moveCheckpoint } from './checkpoint';
import { projectRegisters, projectRemedies } from './small-projections';

export interface ProjectionFacts {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  readonly policy: Policy;
  /** The calendar that the release brings along; arrangements in the log are added to it. */
  readonly calendar: Calendar;
}

/** Where rows are written: the tables that serve, or those of a rebuild. */
export interface ProjectionTarget {
  readonly checkpoint: string;
  readonly tableOf: (definition: TableDefinition) => string;
}

/** Turns events into rows: each batch in one transaction, together with the checkpoint. */
export class Projector {
  private readonly calendars: CalendarHistory;
  private readonly cases: CaseProjection;
  private agencies = new AgencyTree();
  /** The checkpoint for which the memory holds; undefined when it has to be loaded first. */
  private loadedAt: number | undefined;

  constructor(
    private readonly facts: ProjectionFacts,
    readonly target: ProjectionTarget,
  ) {
    const { store, policy, calendar } = facts;
    this.calendars = new CalendarHistory(calendar);
    this.cases = new CaseProjection(store, policy, this.calendars, target);
  }

  /** Where the log has been projected to. */
  async position(): Promise<number> {
    return this.loadedAt ?? this.load();
  }

  /** Projects a batch in a transaction of its own; events that are in already are passed over. */
  async project(events: readonly StoredEvent[]): Promise<number> {
    await this.position();
    return this.facts.database.write((transaction) => this.projectIn(transaction, events));
  }

  /** The same within a transaction; when that fails later, `forget` must be called. */
  async projectIn(transaction: WriteTransaction, events: readonly StoredEvent[]): Promise<number> {
    const from = await this.position();
    const fresh = events.filter(({ position }) => position > from);
    const to = fresh.at(-1)?.position;
    if (to === undefined) return from;
    // Until the batch is in whole, the memory is neither here nor there.
    this.loadedAt = undefined;
    await moveCheckpoint(transaction, this.target.checkpoint, from, to);
    for (const segment of segmentsOf(fresh)) await this.projectSegment(transaction, segment);
    this.loadedAt = to;
    return to;
  }

  /** Drops what is in memory; it is read again from the database and the log when needed. */
  forget(): void {
    this.loadedAt = undefined;
  }

  private async projectSegment(
    transaction: WriteTransaction,
    events: readonly StoredEvent[],
  ): Promise<void> {
    const first = events[0];
    if (first?.stream.startsWith(calendarPrefix) === true) {
      const arrangement = arrangementOf(first);
      if (arrangement === null) return;
      this.calendars.add(first.position, arrangement);
      await this.cases.moveDueDates(transaction, first.position);
      return;
    }
    await this.cases.project(transaction, events);
    const { store } = this.facts;
    await projectRemedies(transaction, events, store, this.target);
    await projectRegisters(transaction, events, this.target);
    const agencies = new Map<string, AgencyRow>();
    for (const event of events) {
      for (const row of this.agencies.take(event)) agencies.set(row.code, row);
    }
    const rows = [...agencies.values()].map(agencyRowValues);
    await upsertRows(transaction, agencyTable, rows, this.target.tableOf(agencyTable));
  }

  private async load(): Promise<number> {
    const { database, store } = this.facts;
    const found = await database.writer.query<{ position: number | string }[]>(
      database.dialect.sql('SELECT position FROM checkpoint WHERE name = ?'),
      [this.target.checkpoint],
    );
    const row = found[0];
    if (row === undefined) throw new Error(`there is no checkpoint ${this.target.checkpoint}`);
    const position = Number(row.position);
    this.cases.forget();
    this.calendars.reset();
    for (const event of await store.readStream(calendarStream)) {
      const arrangement = event.position > position ? null : arrangementOf(event);
      if (arrangement !== null) this.calendars.add(event.position, arrangement);
    }
    this.agencies = new AgencyTree(
      (
        await database.writer.query<AgencyRow[]>(
          `SELECT code, name, parent, path, position FROM ${this.target.tableOf(agencyTable)}`,
        )
      ).map((agency) => ({ ...agency, position: Number(agency.position) })),
    );
    this.loadedAt = position;
    return position;
  }
}

/** The arrangement that a calendar event brings; nothing for facts about the calendar otherwise. */
const arrangementOf = ({ type, data }: StoredEvent): Arrangement | null =>
  type === 'CalendarPublished' || type === 'CalendarAmended'
    ? // The catalogue has checked the data against the schema of this type.
      (data as { arrangement: Arrangement }).arrangement
    : null;

/** Cuts a batch at calendar events, so that what follows one is dated by it, in any batch. */
function* segmentsOf(events: readonly StoredEvent[]): Generator<readonly StoredEvent[]> {
  let start = 0;
  for (const [at, event] of events.entries()) {
    if (!event.stream.startsWith(calendarPrefix)) continue;
    if (at > start) yield events.slice(start, at);
    yield [event];
    start = at + 1;
  }
  if (start < events.length) yield events.slice(start);
}
