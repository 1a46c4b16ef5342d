import { createHmac } from 'node:crypto';

import type { WebhookFormat } from '@sunledger/agency-register';

import type { Digest } from '../../digest/digest';
import { markdownOf, textOf, within } from '../../digest/forms';
import {
  type NotificationMessage,
  permanent,
  type SendFailure,
  temporary,
  type WebhookAddress,
} from '../../port';
import type { Tempo } from './pace';

/** One call of a webhook, ready to be posted. */
export interface Call {
  readonly url: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** How one vendor wants to be spoken to. */
export interface Format {
  /** @param nowMs milliseconds since 1970 in UTC. */
  readonly call: (message: NotificationMessage, address: WebhookAddress, nowMs: number) => Call;
  /** What an answer of status 200 means; undefined when the message was taken. */
  readonly failure: (text: string) => RobotFailure | undefined;
  /** How often it may be called; see `Pace`. */
  readonly tempo: Tempo;
}

/** A failure as a robot tells it. */
export type RobotFailure = SendFailure & {
  /** It was called too often, and has to be left alone for a while. */
  readonly tooFast?: true;
};

/** Bytes of text a robot takes, as its vendor states, with some room. */
const wecomBytesMax = 4_000;
const dingtalkBytesMax = 18_000;
const feishuBytesMax = 18_000;

const minuteMs = 60_000;

const hmac = (key: string, content: string): Buffer =>
  createHmac('sha256', key).update(content).digest();

const json = { 'content-type': 'application/json; charset=utf-8' };

/** What the digest says, for a program of the office's own. */
const plainDigest = ({ title, lines, href }: Digest) => ({
  title,
  lines,
  ...(href === undefined ? {} : { href }),
});

/**
 * Our own format. `X-Sunledger-Signature` is `v1=` and the HMAC-SHA256 (hex) of the timestamp
 * (seconds), a full stop and the body, under the shared secret; `X-Sunledger-Delivery` is the same
 * whenever a message is sent again.
 */
const generic: Format = {
  call: ({ messageId, digest }, { url, secret = '' }, nowMs) => {
    const timestamp = String(Math.floor(nowMs / 1000));
    const body = JSON.stringify({ messageId, ...plainDigest(digest) });
    const signature = `v1=${hmac(secret, `${timestamp}.${body}`).toString('hex')}`;
    return {
      url: new URL(url),
      body,
      headers: {
        ...json,
        'x-sunledger-delivery': messageId,
        'x-sunledger-timestamp': timestamp,
        'x-sunledger-signature': signature,
      },
    };
  },
  failure: () => undefined,
  tempo: { limits: [], restMs: 0 },
};

/** 企业微信 group robot: the key in the address is all there is of a secret. */
const wecom: Format = {
  call: ({ digest }, { url }) => ({
    url: new URL(url),
    body: JSON.stringify({
      msgtype: 'markdown',
      markdown: { content: within(wecomBytesMax, digest, markdownOf) },
    }),
    headers: json,
  }),
  // -1 busy, 45009 more than 20 messages a minute, 45033 too many at a time.
  failure: (text) => coded(text, ['errcode'], { busy: [-1], tooFast: [45009, 45033] }),
  tempo: { limits: [{ count: 20, inMs: minuteMs }], restMs: minuteMs },
};

/** 钉钉 group robot: milliseconds and signature in the address (加签). */
const dingtalk: Format = {
  call: ({ digest }, { url, secret }, nowMs) => {
    const signed = new URL(url);
    if (secret !== undefined) {
      const timestamp = String(nowMs);
      signed.searchParams.set('timestamp', timestamp);
      signed.searchParams.set('sign', hmac(secret, `${timestamp}\n${secret}`).toString('base64'));
    }
    const text = within(dingtalkBytesMax, digest, markdownOf);
    return {
      url: signed,
      body: JSON.stringify({ msgtype: 'markdown', markdown: { title: digest.title, text } }),
      headers: json,
    };
  },
  // -1 busy; 130101 and 410100 more than 20 messages a minute (then silent for ten minutes).
  failure: (text) => coded(text, ['errcode'], { busy: [-1], tooFast: [130101, 410100] }),
  tempo: { limits: [{ count: 20, inMs: minuteMs }], restMs: 10 * minuteMs },
};

/** 飞书 group robot: seconds and signature in the body; the signed text is the key, over nothing. */
const feishu: Format = {
  call: ({ digest }, { url, secret }, nowMs) => {
    const timestamp = String(Math.floor(nowMs / 1000));
    const signature =
      secret === undefined
        ? {}
        : { timestamp, sign: hmac(`${timestamp}\n${secret}`, '').toString('base64') };
    const text = within(feishuBytesMax, digest, textOf);
    return {
      url: new URL(url),
      body: JSON.stringify({
        ...signature,
        msg_type: 'post',
        content: {
          post: { zh_cn: { title: digest.title, content: [[{ tag: 'text', text }]] } },
        },
      }),
      headers: json,
    };
  },
  // 11232 more than 100 a minute or 5 a second, 99991400 the same from the gateway.
  failure: (text) => coded(text, ['code', 'StatusCode'], { busy: [], tooFast: [11232, 99991400] }),
  tempo: {
    limits: [
      { count: 100, inMs: minuteMs },
      { count: 5, inMs: 1_000 },
    ],
    restMs: minuteMs,
  },
};

export const formats: Readonly<Record<WebhookFormat, Format>> = {
  generic,
  wecom,
  dingtalk,
  feishu,
};

/** Vendors change codes more often than words. */
const saysTooFast = /too fast|freq|too many|rate limit|限流/i;
const saysBusy = /busy/i;

/** Codes that pass by themselves. */
interface PassingCodes {
  readonly busy: readonly number[];
  readonly tooFast: readonly number[];
}

/** A robot answers 200 to everything and says in the body what it thinks of it. */
function coded(
  text: string,
  names: readonly string[],
  passing: PassingCodes,
): RobotFailure | undefined {
  const answer = recordOf(text);
  const code = names.map((name) => answer?.[name]).find((value) => typeof value === 'number');
  if (typeof code !== 'number') return temporary('webhook-answer-unreadable');
  if (code === 0) return undefined;
  const told = `webhook-errcode-${code}`;
  if (passing.tooFast.includes(code) || saysTooFast.test(text)) {
    return { ...temporary(told), tooFast: true };
  }
  return passing.busy.includes(code) || saysBusy.test(text) ? temporary(told) : permanent(told);
}

function recordOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
