import type { Policy } from '@sunledger/policy';
import type { CalendarView, IsoDate } from '@sunledger/working-days';

/** How near a due date is; `none` where there is no due date, too. */
export type DeadlineLevel = 'none' | 'yellow' | 'red' | 'overdue';

/**
 * How urgent a due date is on a day: by working days left after today, the due day included
 * (`reminderDays`), overdue from the day after the due date.
 */
export function deadlineLevel(
  dueOn: IsoDate | null,
  today: IsoDate,
  calendar: CalendarView,
  { reminderDays }: Pick<Policy, 'reminderDays'>,
): DeadlineLevel {
  if (dueOn === null) return 'none';
  if (today > dueOn) return 'overdue';
  const workingDaysLeft = calendar.workingDaysBetween(today, dueOn);
  if (workingDaysLeft <= reminderDays.red) return 'red';
  return workingDaysLeft <= reminderDays.yellow ? 'yellow' : 'none';
}
