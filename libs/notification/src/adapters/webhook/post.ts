import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

import { mayBeCalled } from './private-addresses';

/** What a receiver answered. */
export interface Answered {
  readonly status: number;
  readonly text: string;
}

export interface PostOptions {
  readonly allowPrivate: boolean;
  readonly timeoutMs: number;
  /** Further authorities to trust, PEM. */
  readonly ca?: string | undefined;
}

/** The name stands for an address that may not be called. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** Answers are a few dozen bytes; what is longer is none. */
const answerBytesMax = 65_536;

/**
 * Posts a body and answers with what came back. Redirections are not followed. The addresses a name
 * stands for are judged where the connection is made, so a name cannot change its mind in between.
 * @throws AddressRefused, and what Node says of connections and time-outs.
 */
export function post(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  { allowPrivate, timeoutMs, ca }: PostOptions,
): Promise<Answered> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        // A connection of its own: one that is kept was judged for another message.
        agent: false,
        lookup: judgedLookup(allowPrivate),
        signal: AbortSignal.timeout(timeoutMs),
        ...(ca === undefined ? {} : { ca }),
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size <= answerBytesMax) parts.push(part);
          else response.destroy(new Error('the answer is too long'));
        });
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() });
        });
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Looks a name up and refuses it when any of its addresses may not be called. */
const judgedLookup =
  (allowPrivate: boolean): LookupFunction =>
  (host, options, callback) => {
    lookUp(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) {
        callback(error, '');
        return;
      }
      const [first] = found;
      if (
        first === undefined ||
        !found.every(({ address }) => mayBeCalled(address, allowPrivate))
      ) {
        callback(new AddressRefused('the name stands for an address that may not be called'), '');
      } else if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
