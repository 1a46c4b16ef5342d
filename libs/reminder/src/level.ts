import { deadlineLevel } from '@sunledger/disclosure-case';
import type { Policy } from '@sunledger/policy';
import { addDays, type CalendarView, daysBetween, type IsoDate } from '@sunledger/working-days';

import { type Duty, dutyTraits, type DutyKind } from './duty';

/** How near a duty is, from far to passed. */
export const reminderLevels = ['upcoming', 'yellow', 'red', 'overdue'] as const;
export type ReminderLevel = (typeof reminderLevels)[number];

export const reminderLevelLabels = {
  upcoming: '预告',
  yellow: '临近期限',
  red: '即将到期',
  overdue: '已逾期',
} as const satisfies Record<ReminderLevel, string>;

interface Leads {
  readonly upcoming: number;
  readonly yellow: number;
  readonly red: number;
}

/** How many working days before its date a kind of duty reaches each level. */
export function leadsOf(kind: DutyKind, { reminderDays, reminderLeads }: Policy): Leads {
  switch (kind) {
    case 'correctionNotice':
    case 'lapse':
    case 'deliveryProof':
    case 'annualReport':
    case 'nextYearCalendar':
      return reminderLeads[kind];
    case 'reply':
    case 'reasonablePeriod':
    case 'extension':
    case 'correction':
    case 'payment':
    case 'opinion':
    case 'remedyAnswer':
      return { upcoming: 0, ...reminderDays };
  }
}

/** A duty that is spoken of once more after its date is history this many days later. */
export const onceOverdueDaysMax = 60;

/** The level of a duty on a day; `none` where nothing is to be said of it. */
export function levelOn(
  { kind, dueOn }: Pick<Duty, 'kind' | 'dueOn'>,
  today: IsoDate,
  calendar: CalendarView,
  policy: Policy,
): ReminderLevel | 'none' {
  const leads = leadsOf(kind, policy);
  const level = deadlineLevel(dueOn, today, calendar, { reminderDays: leads });
  if (level === 'overdue') return overdueLevel(kind, dueOn, today);
  if (level !== 'none') return level;
  return calendar.workingDaysBetween(today, dueOn) <= leads.upcoming ? 'upcoming' : 'none';
}

function overdueLevel(kind: DutyKind, dueOn: IsoDate, today: IsoDate): 'overdue' | 'none' {
  switch (dutyTraits[kind].afterDue) {
    case 'daily':
      return 'overdue';
    case 'once':
      return daysBetween(dueOn, today) <= onceOverdueDaysMax ? 'overdue' : 'none';
    case 'ended':
      return 'none';
  }
}

/** Days that the holidays of a single agency may add to those of all. */
const overlayDaysMax = 14;

/**
 * The last due date that can have a level on a day, for duties of these kinds: what is due later
 * need not be looked at.
 */
export function furthestDueOn(
  today: IsoDate,
  kinds: readonly DutyKind[],
  calendar: CalendarView,
  policy: Policy,
): IsoDate {
  const leads = kinds.map((kind) => {
    const { upcoming, yellow, red } = leadsOf(kind, policy);
    return Math.max(upcoming, yellow, red);
  });
  // The next working day after the lead has one day too many; all days of rest before it do not.
  const end = calendar.addWorkingDays(today, Math.max(0, ...leads) + 1);
  return addDays(end.on, overlayDaysMax);
}
