import type { Policy } from '@sunledger/policy';
import { type CalendarView, type IsoDate, today } from '@sunledger/working-days';

import { dutyTraits, type SubjectDuty } from './duty';
import type { ReminderItem } from './events';
import { levelOn, type ReminderLevel } from './level';
import { mayRemindAt, reminderDayBefore } from './reminding-time';

/**
 * What makes two reminders one: subject, kind, reference, due date and level; while a duty is
 * overdue also the day, since it is spoken of daily. A moved due date makes another reminder.
 */
export const reminderKey = (
  item: Pick<ReminderItem, 'subject' | 'duty' | 'reference' | 'dueOn' | 'level'>,
  on: IsoDate,
): string => {
  const { subject, duty, reference, dueOn, level } = item;
  const daily = level === 'overdue' && dutyTraits[duty].afterDue === 'daily';
  return [subject, duty, reference, dueOn, level, ...(daily ? [on] : [])].join('|');
};

/** The reminder that a duty calls for on a day, whether or not it was issued. */
export interface ReminderInForce {
  readonly key: string;
  /**
   * What should have been issued on the last day of reminders before, as the duty stood and the
   * office could know; null where that day called for no reminder of this level.
   */
  readonly keyBefore: string | null;
  readonly item: ReminderItem;
}

/**
 * What is in force of each duty on a day: one level each, the nearest. A level that came and went
 * unseen is not made up for; the one in force stands for it.
 */
export function remindersInForce(
  duties: readonly SubjectDuty[],
  on: IsoDate,
  calendar: CalendarView,
  policy: Policy,
): readonly ReminderInForce[] {
  const before = reminderDayBefore(on, calendar, policy);
  return duties.flatMap((duty) => {
    const level = levelOn(duty, on, calendar, policy);
    if (level === 'none') return [];
    const item = itemOf(duty, level);
    const earlier = duty.knownOn < before && levelOn(duty, before, calendar, policy) === level;
    const keyBefore = earlier ? reminderKey(item, before) : null;
    return [{ key: reminderKey(item, on), keyBefore, item }];
  });
}

const itemOf = (duty: SubjectDuty, level: ReminderLevel): ReminderItem => {
  const { kind, subject, reference, caseId, serialNumber, dueOn, provisional } = duty;
  return {
    subject,
    duty: kind,
    reference,
    ...(caseId === undefined ? {} : { caseId }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    dueOn,
    level,
    provisional,
  };
};

/** What answers whether a reminder was issued. */
export interface Issued {
  has(key: string): boolean;
}

/** Which of the reminders in force are missing; marked as catching up where one was missed before. */
export const missingReminders = (
  inForce: readonly ReminderInForce[],
  issued: Issued,
): readonly ReminderItem[] =>
  inForce
    .filter(({ key }) => !issued.has(key))
    .map(({ keyBefore, item }) =>
      keyBefore === null || issued.has(keyBefore) ? item : { ...item, catchingUp: true },
    );

/**
 * What should have been issued by an instant and was not. Nothing on days of rest and in quiet
 * hours: it waits. Asked twice, with what was issued in between, it answers with nothing.
 * @param instant ISO 8601 in UTC; the day is that of Asia/Shanghai.
 */
export function remindersToIssue(
  duties: readonly SubjectDuty[],
  issued: Issued,
  instant: string,
  calendar: CalendarView,
  policy: Policy,
): readonly ReminderItem[] {
  if (!mayRemindAt(instant, calendar, policy)) return [];
  return missingReminders(remindersInForce(duties, today(instant), calendar, policy), issued);
}
