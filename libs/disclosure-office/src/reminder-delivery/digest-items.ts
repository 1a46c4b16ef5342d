import type { DigestItem } from '@sunledger/notification';
import { dutyTraits, type ReminderItem, type UndeliveredIssue } from '@sunledger/reminder';

import type { Standing } from '../reminders/standing-reminders';

/**
 * The items of several issues as one message tells them: what was issued more than once (a level
 * later, a day later) is told once, as it was issued last, and what was done since not at all.
 * @param issues oldest first.
 */
export function digestItemsOf(
  issues: readonly UndeliveredIssue[],
  stands: Standing,
): readonly DigestItem[] {
  const latest = new Map<string, ReminderItem>();
  for (const { items } of issues) {
    for (const item of items) {
      latest.set(JSON.stringify([item.subject, item.duty, item.reference]), item);
    }
  }
  return [...latest.values()].filter(stands).map((item) => ({
    duty: dutyTraits[item.duty].label,
    level: item.level,
    dueOn: item.dueOn,
    provisional: item.provisional,
    caseId: item.caseId,
    serialNumber: item.serialNumber ?? yearOf(item),
  }));
}

/** What stands in the place of a serial number where an agency owes something for a year. */
const yearOf = ({ duty, reference }: ReminderItem): string | undefined =>
  (duty === 'annualReport' || duty === 'nextYearCalendar') && /^\d{4}$/.test(reference)
    ? `${reference} 年`
    : undefined;
