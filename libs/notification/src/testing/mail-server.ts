import type { AddressInfo } from 'node:net';

import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as a server took it. */
export interface TakenMail {
  readonly to: readonly string[];
  readonly raw: string;
}

export interface MailServerOptions extends SMTPServerOptions {
  /** Answers a recipient with this status instead of taking the mail, e.g. 550. */
  readonly refuseRecipient?: (address: string) => number | undefined;
}

/** A real SMTP server on a free port of this machine. */
export class MailServer {
  private constructor(
    private readonly server: SMTPServer,
    readonly port: number,
    /** What was taken, in order. */
    readonly mails: readonly TakenMail[],
  ) {}

  /** Plain SMTP without log-in, unless options say otherwise. */
  static async start(options: MailServerOptions = {}): Promise<MailServer> {
    const { refuseRecipient, ...given } = options;
    const mails: TakenMail[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      onRcptTo: ({ address }, _session, callback) => {
        const status = refuseRecipient?.(address);
        if (status === undefined) callback();
        else callback(Object.assign(new Error(`<${address}> refused`), { responseCode: status }));
      },
      onData: (stream, session, callback) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          mails.push({ to, raw: Buffer.concat(parts).toString() });
          callback();
        });
      },
      ...given,
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.server.address() as AddressInfo;
    return new MailServer(server, port, mails);
  }

  /** `smtp://` address of the server. */
  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(resolve);
    });
  }
}

const headerOf = (part: string, name: string): string => {
  const [head = ''] = part.split(/\r?\n\r?\n/, 1);
  const unfolded = head.replace(/\r?\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1] ?? '';
};

/** A header of a mail, encoded words decoded (RFC 2047). */
export function mailHeader({ raw }: TakenMail, name: string): string {
  return headerOf(raw, name)
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('latin1')
        : latinOf(text.replaceAll('_', ' ')),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString());
}

/** One body of a mail, e.g. `text/plain`, decoded, with the line ends of this program. */
export const mailBody = (mail: TakenMail, type: string): string =>
  bodyOf(mail, type).replaceAll('\r\n', '\n');

function bodyOf({ raw }: TakenMail, type: string): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
  const parts = boundary === undefined ? [raw] : raw.split(`--${boundary}`);
  const part = parts.find((one) => headerOf(one.trimStart(), 'Content-Type').startsWith(type));
  if (part === undefined) throw new Error(`the mail has no ${type}`);
  const trimmed = part.trimStart();
  const body = trimmed.slice(trimmed.search(/\r?\n\r?\n/)).trim();
  const encoding = headerOf(trimmed, 'Content-Transfer-Encoding').toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  return Buffer.from(latinOf(body.replace(/=\r?\n/g, '')), 'latin1').toString();
}

const latinOf = (text: string): string =>
  text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
