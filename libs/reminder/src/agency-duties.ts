import type { Agency } from '@sunledger/agency-register';
import type { ReportFiling } from '@sunledger/annual-report';
import type { Policy } from '@sunledger/policy';
import { type CalendarView, type IsoDate, yearOf } from '@sunledger/working-days';

import { calendarSubject, reportSubject, type SubjectDuty } from './duty';

/** What of an agency decides when its report is due. */
export type ReportingAgency = Pick<Agency, 'level' | 'institution' | 'addedOn' | 'closedOn'>;

type ReportDueKind = Policy['reportDueKind']['department'];

/** By which date of 条例 art 49 an agency reports; policy where the article does not name it. */
export function reportDueKindOf(
  { level, institution }: ReportingAgency,
  { reportDueKind }: Policy,
): ReportDueKind {
  if (level === 'township') return reportDueKind.township;
  if (level === undefined || institution === undefined) return reportDueKind.unstated;
  return institution === 'government' ? reportDueKind.government : reportDueKind.department;
}

function reportDueOn(kind: ReportDueKind, year: number): IsoDate | null {
  switch (kind) {
    case 'january31':
      return `${year + 1}-01-31`;
    case 'march31':
      return `${year + 1}-03-31`;
    case 'none':
      return null;
  }
}

/**
 * The annual report of a year (条例 art 49). The dates are days of the calendar, not terms, so
 * they are not moved off a day of rest. Done when published; by those who owe it by 31 January
 * also handed in. An agency that came later, or was closed before, owes none.
 */
export function dutiesOfReport(
  agency: ReportingAgency,
  year: number,
  filing: Pick<ReportFiling, 'wasSubmitted' | 'wasPublished'>,
  policy: Policy,
): readonly SubjectDuty[] {
  const kind = reportDueKindOf(agency, policy);
  const dueOn = reportDueOn(kind, year);
  if (dueOn === null || agency.addedOn > dueOn || agency.closedOn !== undefined) return [];
  if (filing.wasPublished && (filing.wasSubmitted || kind === 'march31')) return [];
  const knownOn = `${year + 1}-01-01`;
  return [
    {
      kind: 'annualReport',
      subject: reportSubject(year),
      reference: String(year),
      dueOn,
      provisional: false,
      owedBy: 'agency',
      article: '条例第四十九条',
      knownOn: agency.addedOn > knownOn ? agency.addedOn : knownOn,
    },
  ];
}

/**
 * The holiday notice of the coming year, from 1 December on while it is not in the calendar: every
 * due date beyond New Year is provisional until then. Owed by 31 December.
 * @param today a day in Asia/Shanghai.
 */
export function calendarDuty(today: IsoDate, calendar: CalendarView): SubjectDuty | null {
  const year = yearOf(today) + (today.slice(5, 7) === '12' ? 1 : 0);
  if (calendar.coveredThrough >= `${year}-12-31`) return null;
  return {
    kind: 'nextYearCalendar',
    subject: calendarSubject,
    reference: String(year),
    dueOn: `${year - 1}-12-31`,
    provisional: false,
    owedBy: 'agency',
    article: '国务院办公厅年度放假通知',
    knownOn: `${year - 1}-12-01`,
  };
}
