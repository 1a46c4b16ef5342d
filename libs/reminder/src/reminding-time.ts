import type { Policy } from '@sunledger/policy';
import { addDays, type CalendarView, type IsoDate, today } from '@sunledger/working-days';

const millisecondsPerMinute = 60_000;
const minutesPerDay = 1_440;
/** China has kept UTC+8 all year since 1992. */
const shanghaiOffsetMinutes = 480;

/** Minutes since midnight in Asia/Shanghai. */
const minuteOfDay = (instant: string): number => {
  const minutes = Math.floor(Date.parse(instant) / millisecondsPerMinute) + shanghaiOffsetMinutes;
  return ((minutes % minutesPerDay) + minutesPerDay) % minutesPerDay;
};

const minutesOf = (hour: string): number =>
  Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3, 5));

/**
 * Whether the hours of a day let an instant pass. The end of the quiet hours is no longer quiet;
 * hours from late to early go over midnight; equal ones are none.
 * @param instant ISO 8601 in UTC.
 */
export function isQuiet(instant: string, { from, to }: Policy['reminderQuietHours']): boolean {
  const minute = minuteOfDay(instant);
  const begins = minutesOf(from);
  const ends = minutesOf(to);
  if (begins === ends) return false;
  return begins < ends ? begins <= minute && minute < ends : minute >= begins || minute < ends;
}

/** Whether reminders go out on a day at all. */
export const isReminderDay = (on: IsoDate, calendar: CalendarView, policy: Policy): boolean =>
  !policy.reminderWorkingDaysOnly || calendar.isWorkingDay(on);

/** Whether reminders may go out at an instant: not on a day of rest and not in quiet hours. */
export const mayRemindAt = (instant: string, calendar: CalendarView, policy: Policy): boolean =>
  isReminderDay(today(instant), calendar, policy) && !isQuiet(instant, policy.reminderQuietHours);

/** The last day before a day on which reminders went out, or should have. */
export function reminderDayBefore(on: IsoDate, calendar: CalendarView, policy: Policy): IsoDate {
  let day = addDays(on, -1);
  while (!isReminderDay(day, calendar, policy)) day = addDays(day, -1);
  return day;
}
