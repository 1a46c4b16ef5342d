import type { Account, ContactField, OutwardChannelName } from '@sunledger/agency-register';
import { refuse, type Refusal } from '@sunledger/decider';
import {
  type MailAddress,
  mailAddressFault,
  type WebhookAddress,
  webhookAddressFault,
} from '@sunledger/notification';

import { accountStream } from '../identity';
import type { OfficeParts } from '../parts';
import type { ContactRefusal } from './refusals';

/** Contact data in the clear; they are so only between here and a channel. */
export type Contact = Readonly<Partial<Record<ContactField, string>>>;

/** What is to be changed; `null` takes a field away, a field left out stays. */
export type ContactChange = Readonly<Partial<Record<ContactField, string | null>>>;

/** Whose key seals the contact data. The name of the stream, which no case can have. */
export const contactOwner = accountStream;

/** The contact data of an account; empty where none were stated or their key is destroyed. */
export async function openContact(
  { vault }: Pick<OfficeParts, 'vault'>,
  { accountId, contact }: Pick<Account, 'accountId' | 'contact'>,
): Promise<Contact> {
  if (contact === undefined) return {};
  const opened = await vault.open(contactOwner(accountId), contact.sealed);
  return opened === 'erased' ? {} : opened;
}

/** The contact data after a change. */
export function changedContact(before: Contact, change: ContactChange): Contact {
  const after: Record<string, string | null> = { ...before, ...change };
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== null));
}

/** An address by channel, as far as the account has one. */
export interface Addresses {
  readonly mail?: MailAddress;
  readonly webhook?: WebhookAddress;
}

export const addressesOf = (
  { mail, webhookUrl, webhookSecret }: Contact,
  { webhookFormat = 'generic' }: Account['preferences'],
): Addresses => ({
  ...(mail === undefined ? {} : { mail: { mail } }),
  ...(webhookUrl === undefined
    ? {}
    : { webhook: { url: webhookUrl, secret: webhookSecret, format: webhookFormat } }),
});

/**
 * Why an address cannot be taken. The refusal never repeats it. A channel that is not set up is
 * judged by the shape of the address alone.
 */
export function addressRefusal(
  { notification }: Pick<OfficeParts, 'notification'>,
  { mail, webhook }: Addresses,
): Refusal<ContactRefusal> | undefined {
  const channels = notification?.channels;
  const mailFault =
    mail === undefined
      ? undefined
      : (channels?.mail?.addressFault(mail) ?? mailAddressFault(mail.mail));
  const webhookFault =
    webhook === undefined
      ? undefined
      : (channels?.webhook?.addressFault(webhook) ?? webhookAddressFault(webhook.url, true));
  const fault = mailFault ?? webhookFault;
  // The faults of the two channels are the codes of refusals.
  return fault === undefined ? undefined : refuse(fault as ContactRefusal);
}

/** What a person is told by a channel that is not usable. */
export const outwardChannelLabels: Readonly<Record<OutwardChannelName, string>> = {
  mail: '电子邮件',
  webhook: '群机器人（网络钩子）',
};
