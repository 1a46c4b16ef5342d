import type { OutwardChannelName } from '@sunledger/agency-register';
import type {
  NotificationChannels,
  NotificationMessage,
  SendFailure,
  Sent,
} from '@sunledger/notification';

import type { Addresses } from '../accounts/contact';

/**
 * Sends by one channel. A channel that is not set up may be so tomorrow (temporary); an address
 * that is not there is for the person to state (permanent).
 */
export async function sendBy(
  channels: NotificationChannels | undefined,
  channel: OutwardChannelName,
  addresses: Addresses,
  message: NotificationMessage,
): Promise<Sent | SendFailure> {
  const { mail, webhook } = addresses;
  switch (channel) {
    case 'mail':
      if (mail === undefined) return { failed: 'permanent', code: 'contact-missing' };
      return channels?.mail?.send(message, mail) ?? notSetUp;
    case 'webhook':
      if (webhook === undefined) return { failed: 'permanent', code: 'contact-missing' };
      return channels?.webhook?.send(message, webhook) ?? notSetUp;
  }
}

const notSetUp: SendFailure = { failed: 'temporary', code: 'channel-not-set-up' };
