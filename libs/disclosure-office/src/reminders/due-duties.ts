import type { AgencyEntry, DutyEntry } from '@sunledger/projections';
import { type DutyKind, dutyKinds, furthestDueOn, type SubjectDuty } from '@sunledger/reminder';
import type { CalendarView, IsoDate } from '@sunledger/working-days';

import type { Calendars } from '../calendars';
import type { OfficeParts } from '../parts';
import type { AgencyDuties } from './agency-duties';

/** What may be due in one agency. */
export interface AgencyDue {
  readonly entry: AgencyEntry;
  readonly duties: readonly SubjectDuty[];
}

export interface DutyPageQuestion {
  readonly on: IsoDate;
  readonly agencies: readonly string[] | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** Duties read at a time. */
const dutyPageLimit = 1_000;

/** Duties that follow from the day and not from a case. */
const ofAgencies: ReadonlySet<DutyKind> = new Set<DutyKind>(['annualReport', 'nextYearCalendar']);
const ofCases = dutyKinds.filter((kind) => !ofAgencies.has(kind));

/** Reads what could have a level on a day: near enough, and not over. */
export class DueDuties {
  constructor(
    private readonly parts: OfficeParts,
    private readonly calendars: Calendars,
    readonly ofAgency: AgencyDuties,
  ) {}

  /** Waits until the read models show everything that has been logged. */
  async upToDate(): Promise<void> {
    const { position } = await this.parts.store.head();
    await this.parts.readModels.runner.waitFor(position);
  }

  /** The calendar of each agency as known on a day, each looked at once. */
  calendarsOn(on: IsoDate): (agency: string) => Promise<CalendarView> {
    const seen = new Map<string, Promise<CalendarView>>();
    return (agency) => {
      const known = seen.get(agency) ?? this.calendars.viewFor(agency, on);
      seen.set(agency, known);
      return known;
    };
  }

  /** The agencies asked for; all there are without a list. */
  async agencies(codes: readonly string[] | undefined): Promise<readonly AgencyEntry[]> {
    const all = await this.parts.readModels.agencies.list();
    return codes === undefined ? all : all.filter(({ code }) => codes.includes(code));
  }

  /** Duties of requests and remedies, soonest first. */
  async page({ on, agencies, limit, after }: DutyPageQuestion) {
    const national = await this.calendars.viewFor(undefined, on);
    const { entries, next } = await this.parts.readModels.duties.find({
      ...(agencies === undefined ? {} : { agencies }),
      on,
      dueThrough: furthestDueOn(on, ofCases, national, this.parts.policy),
      limit,
      ...(after === undefined ? {} : { after }),
    });
    return { entries, next };
  }

  /** Everything that may be due on a day, by agency; agencies without any are left out. */
  async byAgency(
    on: IsoDate,
    agencies: readonly string[] | undefined,
  ): Promise<readonly AgencyDue[]> {
    const national = await this.calendars.viewFor(undefined, on);
    const due = new Map<string, { entry: AgencyEntry; duties: SubjectDuty[] }>();
    for (const entry of await this.agencies(agencies)) {
      due.set(entry.code, { entry, duties: [...this.ofAgency.suspected(entry, on, national)] });
    }
    for (let after: string | null | undefined; after !== null;) {
      const page = await this.page({ on, agencies, limit: dutyPageLimit, after });
      for (const duty of page.entries) due.get(duty.agency)?.duties.push(subjectDutyOf(duty));
      after = page.next;
    }
    return [...due.values()].filter(({ duties }) => duties.length > 0);
  }
}

/** The duty without what only the read models know of it. */
export const subjectDutyOf = (duty: SubjectDuty | DutyEntry): SubjectDuty => {
  const { kind, subject, reference, caseId, serialNumber, dueOn } = duty;
  const { provisional, owedBy, article, knownOn } = duty;
  return {
    kind,
    subject,
    reference,
    ...(caseId === undefined ? {} : { caseId }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    dueOn,
    provisional,
    owedBy,
    article,
    knownOn,
  };
};
