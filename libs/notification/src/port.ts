import type { WebhookFormat } from '@sunledger/agency-register';

import type { Digest } from './digest/digest';

/** One message to one person by one channel. */
export interface NotificationMessage {
  /**
   * The same for the same reminder, person and channel however often it is sent, so that whoever
   * gets it twice (a crash between sending and noting it) can tell.
   */
  readonly messageId: string;
  readonly digest: Digest;
}

/** Where a mail goes. */
export interface MailAddress {
  readonly mail: string;
}

/** Where a webhook is called, and how. The address of a robot is itself a secret. */
export interface WebhookAddress {
  readonly url: string;
  readonly secret?: string | undefined;
  readonly format: WebhookFormat;
}

/** The channel's receiver has taken the message over. */
export interface Sent {
  readonly sent: true;
  readonly messageId: string;
}

/**
 * It has not. `temporary` is worth another attempt, `permanent` needs somebody to mend the address
 * or the robot. The code is stable and holds no part of the address: it is written into the log.
 */
export interface SendFailure {
  readonly failed: 'temporary' | 'permanent';
  readonly code: string;
}

/** A way in which messages leave the system. */
export interface NotificationChannel<Address> {
  /** Why nothing can ever be sent to this address, as a stable code; undefined when it may be. */
  addressFault(address: Address): string | undefined;
  /** Answers, whatever a receiver does; it throws for faults of this program alone. */
  send(message: NotificationMessage, address: Address): Promise<Sent | SendFailure>;
  /** Lets go of connections; a channel that is closed sends no more. */
  close(): Promise<void>;
}

/** The outward channels that are set up. */
export interface NotificationChannels {
  readonly mail?: NotificationChannel<MailAddress> | undefined;
  readonly webhook?: NotificationChannel<WebhookAddress> | undefined;
}

export const isFailure = (outcome: Sent | SendFailure): outcome is SendFailure =>
  'failed' in outcome;

export const temporary = (code: string): SendFailure => ({ failed: 'temporary', code });
export const permanent = (code: string): SendFailure => ({ failed: 'permanent', code });
