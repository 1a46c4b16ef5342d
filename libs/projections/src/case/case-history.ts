import type { CaseFact } from '@sunledger/annual-report';
import {
  type DisclosureCase,
  evolve,
  foldCase,
  knownHistory,
  type LoggedRequestEvent,
  noCase,
} from '@sunledger/disclosure-case';
import type { StoredEvent } from '@sunledger/event-store';
import type { Policy } from '@sunledger/policy';
import type { IsoDate } from '@sunledger/working-days';

import {
  type BelievedFact,
  caseFactOf,
  openBelief,
  sameForReport,
  sameFact,
  type Timeliness,
  timelinessOf,
} from '../report-facts/case-fact';
import type { CalendarHistory } from '../runner/calendar-history';

/** What a fold of requests needs beside their events. */
export interface CaseFoldFacts {
  readonly calendars: CalendarHistory;
  readonly policy: Policy;
}

/** The catalogue has checked data of every type against its schema before it is read here. */
const asRequestEvent = (event: StoredEvent): LoggedRequestEvent =>
  event as unknown as LoggedRequestEvent;

/**
 * One request as projected up to one of its events: its state, and what the report believed of it
 * from position to position. A function of the stream and of the calendars in the log alone, so
 * that it does not matter in which batches, or how often, the events came.
 */
export class CaseHistory {
  state: DisclosureCase = noCase;
  /** Revision and position of the last event taken in; -1 and 0 before the first. */
  revision = -1;
  position = 0;
  recordedAt = '';
  /** Where the request was registered; a calendar logged later can move its dates. */
  registeredAt = Number.MAX_SAFE_INTEGER;
  private lastOccurredOn: IsoDate = '';
  private timeliness: Timeliness | null = null;
  private believed: BelievedFact | null = null;
  private changed: BelievedFact[] = [];

  constructor(
    readonly caseId: string,
    private readonly facts: CaseFoldFacts,
  ) {}

  /** The history of a whole stream, or of its beginning. */
  static replay(caseId: string, stream: readonly StoredEvent[], facts: CaseFoldFacts): CaseHistory {
    const history = new CaseHistory(caseId, facts);
    for (const [at, event] of stream.entries()) {
      if (history.follows(event)) history.take(event);
      else history.refold(stream.slice(0, at + 1), event);
    }
    return history;
  }

  /**
   * Whether the event can be taken as the next one. A correction, or a fact older than one that is
   * known, asks for the whole stream again.
   */
  follows(event: StoredEvent): boolean {
    return event.type !== 'FactCorrected' && event.occurredOn >= this.lastOccurredOn;
  }

  take(event: StoredEvent): void {
    const before = this.state;
    this.state = evolve(before, asRequestEvent(event));
    this.lastOccurredOn = event.occurredOn;
    this.arrive(event, !sameForReport(before, this.state));
  }

  /** What changed in the belief since it was last asked; the last of a position counts. */
  takeChangedBeliefs(): readonly BelievedFact[] {
    const changed = new Map(this.changed.map((belief) => [belief.from, belief]));
    this.changed = [];
    return [...changed.values()];
  }

  /** The closing and its timeliness, while closed. */
  get closed(): Timeliness | null {
    return this.timeliness;
  }

  private refold(stream: readonly StoredEvent[], event: StoredEvent): void {
    const logged = stream.map(asRequestEvent);
    this.state = foldCase(logged);
    this.lastOccurredOn = knownHistory(logged).at(-1)?.occurredOn ?? event.occurredOn;
    this.arrive(event, true);
  }

  private arrive(event: StoredEvent, changed: boolean): void {
    const { position } = event;
    this.revision = event.revision;
    this.position = position;
    this.recordedAt = event.recordedAt;
    if (event.type === 'ApplicationRegistered') this.registeredAt = position;
    if (!changed) return;
    const { calendars, policy } = this.facts;
    const view = () => calendars.viewAt(position, this.state.agency);
    this.timeliness = timelinessOf(this.state, view, policy, this.timeliness);
    this.believe(caseFactOf(this.caseId, this.state, this.timeliness), position);
  }

  private believe(fact: CaseFact | null, position: number): void {
    if (sameFact(this.believed?.fact ?? null, fact)) return;
    if (this.believed !== null) this.changed.push({ ...this.believed, to: position });
    this.believed = fact === null ? null : openBelief(fact, position);
    if (this.believed !== null) this.changed.push(this.believed);
  }
}
