import type { Append, NewEvent } from '@sunledger/event-store';
import { officialCalendar } from '@sunledger/working-days';

import { cityAgencies, type CityAgency } from './agencies';
import type { CaseSketch, Step } from './case-sketch';
import { type Course, courses } from './courses';
import { Random, WeightedChoice } from './random';
import { remedySteps } from './remedies';

/** The years in which requests of the city are received. */
export const cityYears = { first: 2014, last: 2023 } as const;

/** A city's seed; the same seed and size give the same log, byte by byte. */
export const citySeed = 20190515;

/** What one working day of the city adds to the log; `recordedAt` is the afternoon of that day. */
export interface LoggedDay {
  readonly recordedAt: string;
  readonly appends: readonly Append[];
  readonly eventCount: number;
}

/** What is on its way into the log of a day: one fact of one stream. */
interface Logged {
  readonly stream: string;
  readonly event: NewEvent;
}

const meta = { actor: 'clerk-017', role: 'clerk', source: 'bench' } as const;

const averageCourseLength =
  courses.reduce((sum, { weight, steps }) => sum + weight * steps.length, 0) /
  courses.reduce((sum, { weight }) => sum + weight, 0);

/** Facts per case beside those of its course: the serial number, remedies, carry-overs. */
const averageFurtherFacts = 1.15;

/** The working days of the city's years, and enough of them after to name any later date. */
function workingDays(): readonly string[] {
  const view = officialCalendar.asKnownOn('2026-01-01');
  const days: string[] = [];
  let day = view.nextWorkingDay(`${cityYears.first}-01-01`);
  while (day <= `${cityYears.last + 2}-12-31`) {
    days.push(day);
    day = view.addWorkingDays(day, 1).on;
  }
  return days;
}

/** Makes the log of the city day by day; only the cases that are open are held in memory. */
export class CityLog {
  private readonly random = new Random(citySeed);
  private readonly days = workingDays();
  private readonly agencies = cityAgencies();
  private readonly chosenCourse = new WeightedChoice<Course>(courses, ({ weight }) => weight);
  // Few agencies get many requests and many get few, as in any city.
  private readonly chosenAgency = new WeightedChoice<CityAgency>(
    this.agencies,
    (_, at) => 1 / Math.sqrt(at + 1),
  );
  /** By number of the working day: what will be logged on it. */
  private readonly planned = new Map<number, Logged[]>();
  private readonly serials = new Map<string, number>();

  /** @param size events of the whole log; it ends with the last of them. */
  constructor(private readonly size: number) {}

  *loggedDays(): Generator<LoggedDay, void, void> {
    const receivingDays = this.days.filter((day) => day <= `${cityYears.last}-12-31`).length;
    const perCase = averageCourseLength + averageFurtherFacts;
    // A little more than needed, so that the last year is cut short rather than left thin.
    const casesPerDay = ((this.size / perCase) * 1.008) / receivingDays;
    let left = this.size;
    let owed = 0;
    for (let day = 0; day < this.days.length && left > 0; day += 1) {
      if (day === 0) this.addAgencies();
      if (day < receivingDays) owed += casesPerDay;
      for (; owed >= 1; owed -= 1) this.receive(day);
      const logged = (this.planned.get(day) ?? []).slice(0, left);
      this.planned.delete(day);
      left -= logged.length;
      yield this.loggedDay(day, logged);
    }
  }

  private loggedDay(day: number, logged: readonly Logged[]): LoggedDay {
    const byStream = new Map<string, NewEvent[]>();
    for (const { stream, event } of logged) {
      const others = byStream.get(stream);
      if (others === undefined) byStream.set(stream, [event]);
      else others.push(event);
    }
    return {
      recordedAt: `${this.dateOf(day)}T08:30:00.000Z`,
      appends: [...byStream].map(([stream, events]) => ({
        stream,
        events,
        expectedRevision: 'any' as const,
      })),
      eventCount: logged.length,
    };
  }

  private dateOf(day: number): string {
    const date = this.days[day];
    if (date === undefined) throw new Error(`the city has no working day ${day}`);
    return date;
  }

  private plan(day: number, logged: Logged): void {
    const others = this.planned.get(day);
    if (others === undefined) this.planned.set(day, [logged]);
    else others.push(logged);
  }

  private event(type: string, occurredOn: string, data: object): NewEvent {
    return { id: this.random.id(), type, schemaVersion: 1, occurredOn, data, meta };
  }

  private addAgencies(): void {
    for (const agency of this.agencies) {
      const event = this.event('AgencyAdded', this.dateOf(0), agency);
      this.plan(0, { stream: `agency-${agency.code}`, event });
    }
  }

  private receive(day: number): void {
    const { random } = this;
    const caseId = random.id();
    const agency = this.chosenAgency.draw(random);
    const { steps } = this.chosenCourse.draw(random);
    const serialNumber = this.assignSerialNumber(day, agency, caseId);
    const eventIds: string[] = [];
    const sketch: CaseSketch = {
      random,
      caseId,
      agency,
      serialNumber,
      eventIds,
      dateOf: (workingDay) => this.dateOf(day + workingDay),
    };
    const closesOn = day + closingDayOf(steps);
    for (const { workingDay, type, data, loggedLateBy = 0 } of steps) {
      const event = this.event(type, this.dateOf(day + workingDay), data(sketch));
      eventIds.push(event.id);
      this.plan(day + workingDay + loggedLateBy, { stream: `request-${caseId}`, event });
    }
    this.carryOver(caseId, day, closesOn);
    for (const { stream, type, workingDay, data } of remedySteps(sketch, steps)) {
      const event = this.event(type, this.dateOf(day + workingDay), data);
      this.plan(day + workingDay, { stream, event });
    }
  }

  private assignSerialNumber(day: number, agency: CityAgency, caseId: string): string {
    const year = this.dateOf(day).slice(0, 4);
    const stream = `register-${agency.code}-${year}`;
    const ordinal = (this.serials.get(stream) ?? 0) + 1;
    this.serials.set(stream, ordinal);
    const serialNumber = `${year}-${String(ordinal).padStart(4, '0')}`;
    const data = { serialNumber, caseId, ordinal };
    this.plan(day, { stream, event: this.event('SerialNumberAssigned', this.dateOf(day), data) });
    return serialNumber;
  }

  /** A case open at the end of its year is carried over on the first working day of the next. */
  private carryOver(caseId: string, receivedOn: number, closesOn: number): void {
    const fromYear = Number(this.dateOf(receivedOn).slice(0, 4));
    if (this.dateOf(closesOn) <= `${fromYear}-12-31`) return;
    const lastDay = `${fromYear}-12-31`;
    const day = this.days.findIndex((date) => date > lastDay);
    const event = this.event('CarriedOver', lastDay, { fromYear, toYear: fromYear + 1 });
    // Before what happens to the case on that day, as it comes before it by its legal date.
    this.planned.set(day, [
      { stream: `request-${caseId}`, event },
      ...(this.planned.get(day) ?? []),
    ]);
  }
}

const closingTypes: ReadonlySet<string> = new Set([
  'ReplyDispatched',
  'ApplicationWithdrawn',
  'CorrectionLapsed',
  'FeeLapsed',
  'RegistrationVoided',
]);

const closingDayOf = (steps: readonly Step[]): number =>
  steps.find(({ type }) => closingTypes.has(type))?.workingDay ?? 0;
