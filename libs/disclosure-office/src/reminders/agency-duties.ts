import { noFiling } from '@sunledger/annual-report';
import type { AgencyEntry } from '@sunledger/projections';
import { calendarDuty, dutiesOfReport, levelOn, type SubjectDuty } from '@sunledger/reminder';
import { type CalendarView, type IsoDate, yearOf } from '@sunledger/working-days';
import { LRUCache } from 'lru-cache';

import type { OfficeParts } from '../parts';
import type { Reports } from '../reports';

/** Reports known to be done, by agency and year; a report that was published stays published. */
const doneReportCountMax = 5_000;

/**
 * What an agency owes as an agency and not in a case: last year's report, and, at the top of a tree,
 * the holiday notice of the coming year, which is entered once for all below.
 */
export class AgencyDuties {
  private readonly done = new LRUCache<string, true>({ max: doneReportCountMax });

  constructor(
    private readonly parts: Pick<OfficeParts, 'policy'>,
    private readonly reports: Pick<Reports, 'filing'>,
  ) {}

  /** What may be owed on a day; whether a report is filed is asked with `isOwed`, which reads it. */
  suspected(
    { agency, parent }: AgencyEntry,
    on: IsoDate,
    calendar: CalendarView,
  ): readonly SubjectDuty[] {
    const { policy } = this.parts;
    if (agency.closedOn !== undefined) return [];
    const report = dutiesOfReport(agency, yearOf(on) - 1, noFiling, policy);
    const notice = parent === null ? calendarDuty(on, calendar) : null;
    const owed = notice === null ? report : [...report, notice];
    return owed.filter((duty) => levelOn(duty, on, calendar, policy) !== 'none');
  }

  /** Whether a suspected duty is one: a report that was filed is none any more. */
  async isOwed(
    { agency }: AgencyEntry,
    { kind, reference }: Pick<SubjectDuty, 'kind' | 'reference'>,
  ): Promise<boolean> {
    if (kind !== 'annualReport') return true;
    const key = `${agency.code}/${reference}`;
    if (this.done.has(key)) return false;
    const year = Number(reference);
    const filing = await this.reports.filing(agency.code, year);
    if (dutiesOfReport(agency, year, filing, this.parts.policy).length > 0) return true;
    this.done.set(key, true);
    return false;
  }
}
