import { levelOn, type ReminderLevel, type SubjectDuty } from '@sunledger/reminder';
import type { Policy } from '@sunledger/policy';
import { type CalendarView, daysBetween, type IsoDate } from '@sunledger/working-days';

import { type DueDuties, subjectDutyOf } from './due-duties';

export interface OpenRemindersQuestion {
  readonly agencies?: readonly string[];
  readonly levels?: readonly ReminderLevel[];
  /** The instant that asks; now when left out. */
  readonly at?: string;
  /** About so many entries, at least 1. */
  readonly limit: number;
  readonly after?: string;
}

/** Something to be done, as near as it is. */
export interface OpenReminder extends SubjectDuty {
  readonly agency: string;
  readonly level: ReminderLevel;
  /** Working days after today, the due day included; 0 once it is due or past. */
  readonly workingDaysLeft: number;
  /** Days of the calendar since it was due; 0 until then. */
  readonly daysOverdue: number;
}

export interface OpenReminderPage {
  readonly on: IsoDate;
  readonly entries: readonly OpenReminder[];
  readonly next: string | null;
}

/**
 * The work list: what has a level on a day, whether or not anybody was reminded of it, soonest
 * first. What agencies owe as agencies (report, calendar) stands before the cases of the first page.
 * @throws CursorInvalid
 */
export async function openReminders(
  due: DueDuties,
  policy: Policy,
  on: IsoDate,
  { agencies, levels, limit, after }: OpenRemindersQuestion,
): Promise<OpenReminderPage> {
  await due.upToDate();
  const calendarOf = due.calendarsOn(on);
  const isAsked = ({ level }: OpenReminder): boolean => levels?.includes(level) !== false;
  const opened = (duty: SubjectDuty, agency: string, calendar: CalendarView) =>
    [openReminder(duty, agency, on, calendar, policy)].filter((open) => open !== null);

  const entries: OpenReminder[] = [];
  if (after === undefined) {
    for (const entry of await due.agencies(agencies)) {
      const calendar = await calendarOf(entry.code);
      for (const duty of due.ofAgency.suspected(entry, on, calendar)) {
        if (!(await due.ofAgency.isOwed(entry, duty))) continue;
        entries.push(...opened(duty, entry.code, calendar).filter(isAsked));
      }
    }
  }
  // A page whose duties are all of other levels says nothing: the next one is read at once.
  let from = after;
  let next: string | null;
  do {
    const page = await due.page({ on, agencies, limit, after: from });
    for (const duty of page.entries) {
      const calendar = await calendarOf(duty.agency);
      entries.push(...opened(duty, duty.agency, calendar).filter(isAsked));
    }
    next = page.next;
    from = next ?? undefined;
  } while (next !== null && entries.length === 0);
  return { on, entries, next };
}

function openReminder(
  duty: SubjectDuty,
  agency: string,
  on: IsoDate,
  calendar: CalendarView,
  policy: Policy,
): OpenReminder | null {
  const level = levelOn(duty, on, calendar, policy);
  if (level === 'none') return null;
  return {
    ...subjectDutyOf(duty),
    agency,
    level,
    workingDaysLeft: calendar.workingDaysBetween(on, duty.dueOn),
    daysOverdue: Math.max(0, daysBetween(duty.dueOn, on)),
  };
}
