import { type NotificationChannel, permanent, temporary, type WebhookAddress } from '../../port';
import { formats, type RobotFailure } from './formats';
import { Pace } from './pace';
import { AddressRefused, type Answered, post } from './post';
import { webhookAddressFault } from './webhook-address';

export interface WebhookOptions {
  /** Lets addresses of own networks and of this machine through, and HTTP without TLS. */
  readonly allowPrivate: boolean;
  /** The present instant, ISO 8601 in UTC; robots refuse signatures of another hour. */
  readonly now: () => string;
  /** Further authorities to trust, PEM; where the office has one of its own. */
  readonly ca?: string;
  readonly timeoutMs?: number;
}

const timeoutMsDefault = 15_000;

/** Statuses that pass: time-outs, a server that is not well. */
const passes = (status: number): boolean => status === 408 || status >= 500;

/** Webhooks: robots of group chats, or a program of the office's own. */
export function openWebhookChannel(options: WebhookOptions): NotificationChannel<WebhookAddress> {
  const { allowPrivate, now, ca, timeoutMs = timeoutMsDefault } = options;
  const addressFault = ({ url, secret, format }: WebhookAddress): string | undefined =>
    webhookAddressFault(url, allowPrivate) ??
    // Unsigned, nobody could tell our message from anybody's.
    (format === 'generic' && secret === undefined ? 'webhook-secret-missing' : undefined);
  const pace = new Pace();
  return {
    addressFault,
    async send(message, address) {
      const fault = addressFault(address);
      if (fault !== undefined) return permanent(fault);
      const format = formats[address.format];
      const nowMs = Date.parse(now());
      if (!pace.admits(address.url, format.tempo, nowMs)) return temporary('webhook-rate-limited');
      const { url, body, headers } = format.call(message, address, nowMs);
      try {
        const answered = await post(url, body, headers, { allowPrivate, timeoutMs, ca });
        const told = failureOf(answered, format.failure);
        if (told === undefined) return { sent: true, messageId: message.messageId };
        const { tooFast, ...failure } = told;
        if (tooFast === true) pace.rest(address.url, format.tempo, nowMs);
        return failure;
      } catch (error) {
        return error instanceof AddressRefused
          ? permanent('webhook-address-private')
          : temporary('webhook-unreachable');
      }
    },
    async close() {
      // Every call has a connection of its own; there is nothing to let go of.
    },
  };
}

function failureOf(
  { status, text }: Answered,
  ofBody: (text: string) => RobotFailure | undefined,
): RobotFailure | undefined {
  if (status >= 200 && status < 300) return ofBody(text);
  if (status === 429) return { ...temporary('webhook-status-429'), tooFast: true };
  if (passes(status)) return temporary(`webhook-status-${status}`);
  // Some gateways say «too fast» with 400; the body knows better than the status.
  const told = ofBody(text);
  return told?.failed === 'temporary' && told.code !== 'webhook-answer-unreadable'
    ? told
    : permanent(`webhook-status-${status}`);
}
