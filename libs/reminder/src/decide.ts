import { refuse, type Refusal } from '@sunledger/decider';
import type { IsoDate } from '@sunledger/working-days';

import { reminderKey } from './due-reminders';
import type { ReminderEvent, ReminderItem } from './events';
import { deliveryKey, type ReminderDestination, type ReminderLog } from './reminder-log';

/** Every reason for which a command about reminders is turned down. */
export const reminderRefusals = {
  'reminder-issue-unknown': '没有这一批提醒（{issueId}），不能登记其送达。',
} as const;
export type ReminderRefusal = keyof typeof reminderRefusals;

export type ReminderCommand =
  | {
      readonly type: 'IssueReminders';
      readonly agency: string;
      readonly on: IsoDate;
      readonly items: readonly ReminderItem[];
    }
  | ({
      readonly type: 'RecordDelivery';
      readonly on: IsoDate;
      readonly messageId: string;
    } & ReminderDestination)
  | ({
      readonly type: 'AbandonDelivery';
      readonly on: IsoDate;
      readonly attempts: number;
      readonly reason: string;
    } & ReminderDestination);

export type ReminderDecision = readonly ReminderEvent[] | Refusal<ReminderRefusal>;

/** Items of one event; a store takes no event without end, and an import may bring thousands. */
export const issuedItemCountMax = 500;

const portionsOf = (items: readonly ReminderItem[]): ReminderItem[][] =>
  Array.from({ length: Math.ceil(items.length / issuedItemCountMax) }, (_, at) =>
    items.slice(at * issuedItemCountMax, (at + 1) * issuedItemCountMax),
  );

/**
 * What one command does to the reminders of an agency. Items that were issued are left out, and a
 * delivery that is settled is settled: two workers with the same work make one set of facts.
 */
export function decideReminders(command: ReminderCommand, log: ReminderLog): ReminderDecision {
  switch (command.type) {
    case 'IssueReminders': {
      const { agency, on } = command;
      const items = command.items.filter((item) => !log.issuedKeys.has(reminderKey(item, on)));
      return portionsOf(items).map((portion) => ({
        type: 'RemindersIssued',
        occurredOn: on,
        data: { agency, on, items: portion },
      }));
    }
    case 'RecordDelivery': {
      const { on, issueId, accountId, channel, messageId } = command;
      if (!log.issues.has(issueId)) return refuse('reminder-issue-unknown', { issueId });
      if (log.settled.get(deliveryKey(command)) === 'delivered') return [];
      const data = { issueId, accountId, channel, messageId };
      return [{ type: 'ReminderDelivered', occurredOn: on, data }];
    }
    case 'AbandonDelivery': {
      const { on, issueId, accountId, channel, attempts, reason } = command;
      if (!log.issues.has(issueId)) return refuse('reminder-issue-unknown', { issueId });
      if (log.settled.has(deliveryKey(command))) return [];
      const data = { issueId, accountId, channel, attempts, reason };
      return [{ type: 'ReminderDeliveryAbandoned', occurredOn: on, data }];
    }
  }
}
