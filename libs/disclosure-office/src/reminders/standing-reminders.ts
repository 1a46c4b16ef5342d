import type { ReminderItem, SubjectDuty } from '@sunledger/reminder';
import type { IsoDate } from '@sunledger/working-days';

import type { DueDuties } from './due-duties';

/** Whether what was issued still stands: the duty is owed, and by the same date. */
export type Standing = (item: ReminderItem) => boolean;

const keyOf = ({
  subject,
  kind,
  reference,
  dueOn,
}: Pick<SubjectDuty, 'subject' | 'kind' | 'reference' | 'dueOn'>): string =>
  JSON.stringify([subject, kind, reference, dueOn]);

/**
 * What of the reminders of an agency still stands on a day. What was answered, has lapsed or has
 * got another date since it was issued does not: of a new date there are reminders of their own.
 */
export async function standingReminders(
  due: DueDuties,
  agency: string,
  on: IsoDate,
): Promise<Standing> {
  await due.upToDate();
  const owed = new Set<string>();
  for (const { entry, duties } of await due.byAgency(on, [agency])) {
    for (const duty of duties) {
      if (await due.ofAgency.isOwed(entry, duty)) owed.add(keyOf(duty));
    }
  }
  return ({ duty: kind, ...item }) => owed.has(keyOf({ kind, ...item }));
}
