export { openSmtpChannel, type SmtpOptions } from './adapters/smtp/smtp-channel';
export { mailAddressFault } from './adapters/smtp/mail-address';
export { webhookAddressFault } from './adapters/webhook/webhook-address';
export { openWebhookChannel, type WebhookOptions } from './adapters/webhook/webhook-channel';
export { dueDateFeed, type FeedEntry, type FeedOccasion } from './calendar-feed/due-date-feed';
export {
  type Digest,
  type DigestItem,
  type DigestLine,
  type DigestOccasion,
  levelLabels,
  renderDigest,
  testDigest,
} from './digest/digest';
export { digestLineCountMax, htmlOf, markdownOf, textOf, within } from './digest/forms';
export {
  isFailure,
  type MailAddress,
  type NotificationChannel,
  type NotificationChannels,
  type NotificationMessage,
  type SendFailure,
  type Sent,
  type WebhookAddress,
} from './port';
