import type { DisclosureCase } from '@sunledger/disclosure-case';
import type { Policy } from '@sunledger/policy';
import { dutiesOfCase, type Duty, dutyTraits, endedAfterDue } from '@sunledger/reminder';
import { type CalendarView, daysBetween, type IsoDate } from '@sunledger/working-days';

/** Something that is due in a request, as it stands today. */
export interface RequestDuty extends Duty {
  readonly kindLabel: string;
  /** Working days after today, the due day included; 0 once it is due or past. */
  readonly workingDaysLeft: number;
  /** Days of the calendar since it was due; 0 until then. */
  readonly daysOverdue: number;
}

/** What is due in a request, soonest first; nothing of which only the date is left. */
export const requestDuties = (
  state: DisclosureCase,
  today: IsoDate,
  calendar: CalendarView,
  policy: Policy,
): readonly RequestDuty[] =>
  dutiesOfCase(state, calendar, policy)
    .filter(({ kind, dueOn }) => dueOn >= today || !endedAfterDue.includes(kind))
    .map((duty) => ({
      ...duty,
      kindLabel: dutyTraits[duty.kind].label,
      workingDaysLeft: calendar.workingDaysBetween(today, duty.dueOn),
      daysOverdue: Math.max(0, daysBetween(duty.dueOn, today)),
    }))
    .sort((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0));
