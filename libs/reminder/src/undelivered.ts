import type { Account } from '@sunledger/agency-register';
import type { Policy } from '@sunledger/policy';
import type { IsoDate } from '@sunledger/working-days';

import type { ReminderItem } from './events';
import { recipientsOf } from './recipients';
import { deliveryKey, type ReminderDestination, type ReminderLog } from './reminder-log';

/** Why a message was not sent of which nothing is due any more; as `reason` of a delivery given up. */
export const noLongerDue = 'no-longer-due';

/** An open account: who it is, and by which channels each level is told, since when. */
export type ReminderRecipient = Pick<
  Account,
  'accountId' | 'role' | 'preferences' | 'channelsSince'
>;

/** One issue that has still to reach a person by a channel, with the items that are theirs. */
export interface UndeliveredIssue extends ReminderDestination {
  readonly on: IsoDate;
  readonly items: readonly ReminderItem[];
}

/**
 * Issued minus delivered (or given up), per person and outward channel; oldest first. Several
 * issues for one person and channel, as after an outage of the mail, are to be sent as one message
 * and each recorded as delivered by it. What was issued before a channel was chosen is not sent by it.
 * @param from issues before this day are history and are not sent any more.
 */
export function undelivered(
  log: ReminderLog,
  recipients: readonly ReminderRecipient[],
  policy: Policy,
  from: IsoDate,
): readonly UndeliveredIssue[] {
  const found: UndeliveredIssue[] = [];
  for (const { issueId, on, items } of log.issues.values()) {
    if (on < from) continue;
    const told = items.map((item) => ({ item, to: recipientsOf(item, recipients, policy) }));
    for (const recipient of recipients) {
      const theirs = told.filter(({ to }) => to.includes(recipient)).map(({ item }) => item);
      for (const [channel, since] of Object.entries(recipient.channelsSince)) {
        if (on < since) continue;
        const sent = theirs.filter(({ level }) => tells(recipient, level, channel));
        const destination = { issueId, accountId: recipient.accountId, channel };
        if (sent.length === 0 || log.settled.has(deliveryKey(destination))) continue;
        found.push({ ...destination, on, items: sent });
      }
    }
  }
  return found.sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
}

const tells = (
  { preferences }: ReminderRecipient,
  level: ReminderItem['level'],
  channel: string,
): boolean => preferences.channels[level].some((one) => one === channel);
