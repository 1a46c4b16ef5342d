import type { IsoDate } from '@sunledger/working-days';

import { reminderKey } from './due-reminders';
import type { LoggedReminderEvent, ReminderItem } from './events';

/** What an agency was reminded of in one run. */
export interface ReminderIssue {
  readonly issueId: string;
  readonly on: IsoDate;
  readonly items: readonly ReminderItem[];
}

/** The reminders of one agency, of one year or of several streams folded one after another. */
export interface ReminderLog {
  readonly issues: ReadonlyMap<string, ReminderIssue>;
  /** Keys of every reminder issued; see `reminderKey`. */
  readonly issuedKeys: ReadonlySet<string>;
  /** Issues that reached somebody, or were given up; see `deliveryKey`. */
  readonly settled: ReadonlyMap<string, DeliveryEnd>;
}

export type DeliveryEnd = 'delivered' | 'abandoned';

export const noReminders: ReminderLog = {
  issues: new Map(),
  issuedKeys: new Set(),
  settled: new Map(),
};

/** Whom an issue goes to, and by which channel. */
export interface ReminderDestination {
  readonly issueId: string;
  readonly accountId: string;
  readonly channel: string;
}

export const deliveryKey = ({ issueId, accountId, channel }: ReminderDestination): string =>
  [issueId, accountId, channel].join('|');

/**
 * The reminders of an agency from its log. Total: no stored fact can make it fail. The sets are
 * copied once and not per event, as a year has hundreds of issues.
 */
export function foldReminders(
  events: readonly LoggedReminderEvent[],
  log: ReminderLog = noReminders,
): ReminderLog {
  const issues = new Map(log.issues);
  const issuedKeys = new Set(log.issuedKeys);
  const settled = new Map(log.settled);
  for (const event of events) {
    switch (event.type) {
      case 'RemindersIssued': {
        const { on, items } = event.data;
        issues.set(event.id, { issueId: event.id, on, items });
        for (const item of items) issuedKeys.add(reminderKey(item, on));
        break;
      }
      case 'ReminderDelivered':
        settled.set(deliveryKey(event.data), 'delivered');
        break;
      case 'ReminderDeliveryAbandoned': {
        const key = deliveryKey(event.data);
        // What was delivered stays so, whoever gave up on it at the same time.
        if (settled.get(key) !== 'delivered') settled.set(key, 'abandoned');
        break;
      }
    }
  }
  return { issues, issuedKeys, settled };
}

/** The state after one more fact. */
export const evolveReminders = (log: ReminderLog, event: LoggedReminderEvent): ReminderLog =>
  foldReminders([event], log);
