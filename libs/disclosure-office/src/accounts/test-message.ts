import type { Account, OutwardChannelName } from '@sunledger/agency-register';
import { refuse, type Refusal } from '@sunledger/decider';
import { isFailure, type Sent, testDigest } from '@sunledger/notification';

import { derivedId } from '../identity';
import type { CommandContext, OfficeParts } from '../parts';
import { sendBy } from '../reminder-delivery/send-by';
import { addressesOf, openContact, outwardChannelLabels } from './contact';
import type { TestMessageRefusal } from './refusals';

/** Sends a test message to an account; nothing is logged, since nothing was said. */
export async function sendTestMessage(
  parts: OfficeParts,
  account: Account,
  channel: OutwardChannelName,
  { commandId }: CommandContext,
): Promise<Sent | Refusal<TestMessageRefusal>> {
  const { notification, readModels } = parts;
  const label = outwardChannelLabels[channel];
  const addresses = addressesOf(await openContact(parts, account), account.preferences);
  if (addresses[channel] === undefined)
    return refuse('channel-address-missing', { channel, label });
  if (notification?.channels[channel] === undefined) {
    return refuse('channel-not-set-up', { channel, label });
  }
  const name = (await readModels.agencies.get(account.agency))?.name ?? account.agency;
  const outcome = await sendBy(notification.channels, channel, addresses, {
    messageId: derivedId('test-message', account.accountId, channel, commandId),
    digest: testDigest(name, notification.publicUrl),
  });
  return isFailure(outcome) ? refuse('test-message-failed', { reason: outcome.code }) : outcome;
}
