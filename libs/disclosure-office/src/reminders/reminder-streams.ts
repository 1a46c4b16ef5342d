import { noStream, RevisionConflict, type StoredEvent } from '@sunledger/event-store';
import {
  decideReminders,
  foldReminders,
  type LoggedReminderEvent,
  reminderKey,
  type ReminderEventData,
  type ReminderItem,
  type ReminderLog,
} from '@sunledger/reminder';
import { isRefusal } from '@sunledger/decider';
import { type IsoDate, yearOf } from '@sunledger/working-days';

import { newEvents } from '../command-handler';
import { derivedId, remindersStream } from '../identity';
import type { OfficeParts } from '../parts';

/** How often an issue is decided anew when another process was faster. */
const issueAttemptsMax = 10;

/** Until the end of March a level may have been reached, and issued, in the year before. */
const lastMonthOfOverlap = '03';

export const reminderEvents = (logged: readonly StoredEvent[]): readonly LoggedReminderEvent[] =>
  // The catalogue has checked each event against the schema of its type.
  logged as unknown as readonly LoggedReminderEvent[];

/** An issue as it stands in the log. */
export interface LoggedIssue {
  readonly issueId: string;
  readonly items: readonly ReminderItem[];
}

/**
 * Issues reminders: what the streams of an agency do not have yet is appended at the revision that
 * was read. Another process that was faster is read, and only what it left is issued.
 */
export async function appendIssue(
  parts: OfficeParts,
  agency: string,
  on: IsoDate,
  items: readonly ReminderItem[],
): Promise<readonly LoggedIssue[]> {
  const stream = remindersStream(agency, yearOf(on));
  const before = await logBefore(parts, agency, on);
  for (let attempt = 1; ; attempt += 1) {
    const logged = await parts.store.readStream(stream);
    const log = foldReminders(reminderEvents(logged), before);
    const decided = decideReminders({ type: 'IssueReminders', agency, on, items }, log);
    if (isRefusal(decided)) throw new Error(`issuing reminders was refused: ${decided.refused}`);
    const idOf = (at: number): string => issueIdOf(agency, on, itemsOf(decided[at]?.data));
    const context = { commandId: idOf(0), actor: 'sunledger', source: 'reminders' };
    const events = newEvents(parts, decided, context, idOf);
    const issued: LoggedIssue[] = [];
    try {
      let expectedRevision = logged.at(-1)?.revision ?? noStream;
      for (const [at, event] of events.entries()) {
        const appended = await parts.store.append({ stream, events: [event], expectedRevision });
        expectedRevision = appended.revision;
        // What another process has just issued under the same id is its issue.
        if (!appended.duplicate) {
          issued.push({ issueId: event.id, items: itemsOf(decided[at]?.data) });
        }
      }
      return issued;
    } catch (error) {
      if (!(error instanceof RevisionConflict) || attempt >= issueAttemptsMax) throw error;
      if (issued.length > 0) return issued;
    }
  }
}

type IssueData = ReminderEventData<'RemindersIssued'>;

const itemsOf = (data: object | undefined): readonly ReminderItem[] =>
  data !== undefined && 'items' in data ? (data as IssueData).items : [];

/** The same reminders of one day are the same issue, whoever issues them. */
const issueIdOf = (agency: string, on: IsoDate, items: readonly ReminderItem[]): string =>
  derivedId('reminders', agency, on, ...items.map((item) => reminderKey(item, on)));

/** What last year's stream knows, as long as that can matter. */
async function logBefore(
  { store }: OfficeParts,
  agency: string,
  on: IsoDate,
): Promise<ReminderLog> {
  if (on.slice(5, 7) > lastMonthOfOverlap) return foldReminders([]);
  const logged = await store.readStream(remindersStream(agency, yearOf(on) - 1));
  return foldReminders(reminderEvents(logged));
}

/** The reminders of an agency from the year of a day through the year of another. */
export async function reminderLogOf(
  { store }: OfficeParts,
  agency: string,
  from: IsoDate,
  through: IsoDate,
): Promise<ReminderLog> {
  let log = foldReminders([]);
  for (let year = yearOf(from); year <= yearOf(through); year += 1) {
    log = foldReminders(reminderEvents(await store.readStream(remindersStream(agency, year))), log);
  }
  return log;
}
