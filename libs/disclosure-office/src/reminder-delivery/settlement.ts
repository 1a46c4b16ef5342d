import type { Account, OutwardChannelName } from '@sunledger/agency-register';
import type { UndeliveredIssue } from '@sunledger/reminder';

import { isDone, type Outcome } from '../command-handler';
import { derivedId } from '../identity';
import type { CommandContext } from '../parts';
import type { createReminders } from '../reminders/reminders';

/** Who delivers; the id of each command follows from what is delivered. */
export type Sender = Omit<CommandContext, 'commandId'>;

type Reminders = Pick<ReturnType<typeof createReminders>, 'recordDelivery' | 'abandonDelivery'>;

/** All issues that one person is to get by one channel, as one message. */
export interface Parcel {
  readonly account: Account;
  readonly channel: OutwardChannelName;
  /** Oldest first. */
  readonly issues: readonly UndeliveredIssue[];
}

/** Notes in the log that every issue of a parcel reached its person. */
export async function recordDelivery(
  reminders: Reminders,
  { account, issues }: Parcel,
  messageId: string,
  sender: Sender,
): Promise<void> {
  for (const issue of issues) {
    const commandId = commandIdOf('delivered', issue);
    mustBeDone(
      await reminders.recordDelivery(
        account.agency,
        { ...destinationOf(issue), messageId },
        { ...sender, commandId },
      ),
    );
  }
}

/** Notes in the log that the issues of a parcel will not reach their person. */
export async function abandonDelivery(
  reminders: Reminders,
  { account, issues }: Parcel,
  words: { readonly attempts: number; readonly reason: string },
  sender: Sender,
): Promise<void> {
  for (const issue of issues) {
    const commandId = commandIdOf('abandoned', issue);
    mustBeDone(
      await reminders.abandonDelivery(
        account.agency,
        { ...destinationOf(issue), ...words },
        { ...sender, commandId },
      ),
    );
  }
}

const destinationOf = ({ issueId, accountId, channel, on: issuedOn }: UndeliveredIssue) => ({
  issueId,
  accountId,
  channel,
  issuedOn,
});

const commandIdOf = (end: string, { issueId, accountId, channel }: UndeliveredIssue): string =>
  derivedId('reminder-delivery', end, issueId, accountId, channel);

/** The issue was read from the log a moment ago; it cannot be unknown. */
function mustBeDone(outcome: Outcome): void {
  if (!isDone(outcome)) throw new Error(`a delivery was not recorded: ${JSON.stringify(outcome)}`);
}
