import { deliverableAt } from '@sunledger/agency-register';
import { refuse, type Refusal } from '@sunledger/decider';
import { isReminderDay, mayRemindAt } from '@sunledger/reminder';
import { today } from '@sunledger/working-days';

import type { OfficeParts } from '../parts';
import type { DueDuties } from './due-duties';
import type { IssueRequest } from './issue-reminders';

/** Why nothing goes out at an instant, and to whom that applies. */
export interface ReminderPause {
  readonly because: 'rest-day' | 'quiet-hours';
  /** The next instant at which reminders go out, ISO 8601 in UTC. */
  readonly until: string;
  /** Agencies whose calendar says so; `all` where it is every one that was asked for. */
  readonly agencies: readonly string[] | 'all';
}

/** Which of the agencies asked for are not reminded at an instant whatever is due, and until when. */
export async function reminderPauses(
  { parts, due }: { readonly parts: OfficeParts; readonly due: DueDuties },
  { at, agencies }: Pick<IssueRequest, 'at' | 'agencies'>,
): Promise<readonly ReminderPause[] | Refusal<'agency-unknown'>> {
  await due.upToDate();
  const found = (await due.agencies(agencies)).map(({ code }) => code);
  const unknown = agencies?.find((code) => !found.includes(code));
  if (unknown !== undefined) return refuse('agency-unknown', { agency: unknown });
  const { policy } = parts;
  const instant = at ?? parts.now();
  const on = today(instant);
  const calendarOf = due.calendarsOn(on);
  const pauses = new Map<string, ReminderPause & { readonly agencies: string[] }>();
  for (const code of found) {
    const calendar = await calendarOf(code);
    if (mayRemindAt(instant, calendar, policy)) continue;
    const because = isReminderDay(on, calendar, policy) ? 'quiet-hours' : 'rest-day';
    const until = deliverableAt({ quietHours: policy.reminderQuietHours }, instant, (date) =>
      isReminderDay(date, calendar, policy),
    );
    const pause = pauses.get(`${because} ${until}`) ?? { because, until, agencies: [] };
    pause.agencies.push(code);
    pauses.set(`${because} ${until}`, pause);
  }
  return [...pauses.values()].map((pause) =>
    pause.agencies.length === found.length ? { ...pause, agencies: 'all' } : pause,
  );
}
