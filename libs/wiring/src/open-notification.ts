import type { Notification } from '@sunledger/disclosure-office';
import { openSmtpChannel, openWebhookChannel } from '@sunledger/notification';
import type { Settings } from '@sunledger/settings';

/** The ways out of the system, and what closes them. */
export interface OpenNotification {
  readonly notification: Notification;
  close(): Promise<void>;
}

/**
 * Opens the channels of reminders: mail where a server is set, webhooks always.
 * @throws TypeError when the mail server or the sender is malformed
 */
export function openNotification(
  settings: Pick<Settings, 'smtpUrl' | 'mailFrom' | 'publicUrl' | 'webhookAllowPrivate'>,
  now: () => string = () => new Date().toISOString(),
): OpenNotification {
  const { smtpUrl, mailFrom, publicUrl, webhookAllowPrivate: allowPrivate } = settings;
  const webhook = openWebhookChannel({ allowPrivate, now });
  const mail = smtpUrl === '' ? undefined : openSmtpChannel({ url: smtpUrl, from: mailFrom });
  return {
    notification: { channels: { mail, webhook }, publicUrl: publicUrl.replace(/\/+$/, '') },
    close: async () => {
      await mail?.close();
      await webhook.close();
    },
  };
}
