import {
  isQuiet,
  mayRemindAt,
  missingReminders,
  type ReminderItem,
  remindersInForce,
} from '@sunledger/reminder';
import { type IsoDate, today } from '@sunledger/working-days';

import type { Calendars } from '../calendars';
import type { OfficeParts } from '../parts';
import type { AgencyDue, DueDuties } from './due-duties';
import { appendIssue } from './reminder-streams';

export interface IssueRequest {
  /** The instant for which reminders are due, ISO 8601 in UTC; now when left out. */
  readonly at?: string;
  /** Whose reminders; those of every agency when left out. */
  readonly agencies?: readonly string[];
  /** Says what would be issued and issues nothing. */
  readonly dryRun?: boolean;
}

/** What an agency was reminded of by this call. */
export interface IssuedReminders {
  readonly agency: string;
  readonly on: IsoDate;
  /** Id of the `RemindersIssued` event, by which its delivery is recorded; null in a dry run. */
  readonly issueId: string | null;
  readonly items: readonly ReminderItem[];
}

interface Issuing {
  readonly parts: OfficeParts;
  readonly calendars: Calendars;
  readonly due: DueDuties;
}

/**
 * Issues what should have been issued by an instant and was not; asked twice, or by two processes,
 * it is issued once. With nothing due no stream of reminders is read.
 */
export async function issueReminders(
  issuing: Issuing,
  { at, agencies, dryRun = false }: IssueRequest,
): Promise<readonly IssuedReminders[]> {
  const { parts, due } = issuing;
  const instant = at ?? parts.now();
  if (isQuiet(instant, parts.policy.reminderQuietHours)) return [];
  await due.upToDate();
  const on = today(instant);
  const issued: IssuedReminders[] = [];
  for (const ofAgency of await due.byAgency(on, agencies)) {
    const items = await missingItems(issuing, ofAgency, instant);
    if (items.length === 0) continue;
    const { code: agency } = ofAgency.entry;
    const issues = dryRun
      ? [{ issueId: null, items }]
      : await appendIssue(parts, agency, on, items);
    for (const issue of issues) issued.push({ agency, on, ...issue });
  }
  return issued;
}

/** What is in force at an instant and was not issued, as far as the read models know. */
async function missingItems(
  { parts: { policy, readModels }, calendars, due }: Issuing,
  { entry, duties }: AgencyDue,
  instant: string,
): Promise<readonly ReminderItem[]> {
  const on = today(instant);
  const calendar = await calendars.viewFor(entry.code, on);
  if (!mayRemindAt(instant, calendar, policy)) return [];
  const inForce = remindersInForce(duties, on, calendar, policy);
  const keys = inForce.flatMap(({ key, keyBefore }) =>
    keyBefore === null || keyBefore === key ? [key] : [key, keyBefore],
  );
  const issued = await readModels.reminders.issuedKeys(entry.code, keys);
  const missing: ReminderItem[] = [];
  for (const item of missingReminders(inForce, issued)) {
    const { duty: kind, reference } = item;
    if (await due.ofAgency.isOwed(entry, { kind, reference })) missing.push(item);
  }
  return missing;
}
