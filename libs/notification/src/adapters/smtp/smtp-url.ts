import { isLoopback } from '@sunledger/settings';

/** The part of nodemailer's options that says where and how to connect. */
export interface SmtpConnection {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  /** Go on only after STARTTLS. */
  readonly requireTLS: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

const ports = { 'smtp:': 587, 'smtps:': 465 } as const;

/**
 * Where and how to connect, from one address.
 * @throws TypeError when it is no `smtp://` or `smtps://` address; the message does not repeat it,
 * because it may hold a password.
 */
export function smtpConnection(url: string): SmtpConnection {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const protocol = parsed?.protocol;
  if (
    parsed === null ||
    (protocol !== 'smtp:' && protocol !== 'smtps:') ||
    parsed.hostname === ''
  ) {
    throw new TypeError('the address of the mail server is not smtp://host or smtps://host');
  }
  const host = parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = protocol === 'smtps:';
  const optional = parsed.searchParams.get('tls') === 'optional' || isLoopback(host);
  const user = decodeURIComponent(parsed.username);
  return {
    host,
    port: parsed.port === '' ? ports[protocol] : Number(parsed.port),
    secure,
    requireTLS: !secure && !optional,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(parsed.password) } }),
  };
}
