import { createTransport } from 'nodemailer';

import { htmlOf, textOf } from '../../digest/forms';
import {
  type MailAddress,
  type NotificationChannel,
  type NotificationMessage,
  permanent,
  type SendFailure,
  type Sent,
  temporary,
} from '../../port';
import { mailAddressFault } from './mail-address';
import { smtpConnection } from './smtp-url';

export interface SmtpOptions {
  /**
   * `smtp://user:password@host:587` (upgraded to TLS before anything is said) or
   * `smtps://user:password@host:465`. `?tls=optional` allows a server without TLS.
   */
  readonly url: string;
  /** `阳光台账 <ledger@example.org>` or the bare address. */
  readonly from: string;
  /** Further authorities to trust, PEM; where the office has one of its own. */
  readonly ca?: string;
  /** Milliseconds for each step of a conversation. */
  readonly timeoutMs?: number;
}

const timeoutMsDefault = 20_000;
/** Connections at a time; a municipal mail server is easily annoyed. */
const connectionCountMax = 2;

/** What nodemailer tells of a failed sending. */
interface MailError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
}

/**
 * Mail by SMTP over a small pool of connections. The Message-ID follows from the id of the message,
 * so a repeated mail is known as one.
 * @throws TypeError when the URL or the sender is none.
 */
export function openSmtpChannel(options: SmtpOptions): NotificationChannel<MailAddress> {
  const { from, ca, timeoutMs = timeoutMsDefault } = options;
  const domain = domainOf(from);
  const transport = createTransport({
    pool: true,
    maxConnections: connectionCountMax,
    ...smtpConnection(options.url),
    ...(ca === undefined ? {} : { tls: { ca } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // A message is made of text alone; nothing in it may name a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    addressFault: ({ mail }) => mailAddressFault(mail),
    async send(message, { mail }) {
      if (mailAddressFault(mail) !== undefined) return permanent('mail-address-malformed');
      try {
        await transport.sendMail({ from, to: mail, ...mailOf(message, domain) });
        return sent(message);
      } catch (error) {
        return failureOf(error as MailError);
      }
    },
    async close() {
      transport.close();
    },
  };
}

const sent = ({ messageId }: NotificationMessage): Sent => ({ sent: true, messageId });

const mailOf = ({ messageId, digest }: NotificationMessage, domain: string) => ({
  messageId: `<${messageId}@${domain}>`,
  subject: digest.title,
  text: textOf(digest),
  html: htmlOf(digest),
  headers: {
    // RFC 3834: nobody's holiday notice shall answer this.
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  },
});

/** The domain of the sender's address. */
function domainOf(from: string): string {
  const domain = /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1];
  if (domain === undefined) throw new TypeError(`the sender of mail has no address: ${from}`);
  return domain;
}

/**
 * 5xx to the recipient is final. A refused log-in, a broken certificate or a server that is away is
 * for the operator to mend, and then the mail goes out: temporary.
 */
function failureOf({ code = '', responseCode }: MailError): SendFailure {
  if (code === 'EAUTH') return temporary('smtp-login-refused');
  if (code === 'ETLS' || code.startsWith('ERR_TLS') || code.includes('CERT')) {
    return temporary('smtp-tls-failed');
  }
  if (responseCode !== undefined && responseCode >= 500) return permanent(`smtp-${responseCode}`);
  if (responseCode !== undefined) return temporary(`smtp-${responseCode}`);
  return temporary('smtp-unreachable');
}
