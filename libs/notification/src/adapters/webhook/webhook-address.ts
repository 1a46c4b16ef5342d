import { isIP } from 'node:net';

import { isLoopback } from '@sunledger/settings';
import { mayBeCalled } from './private-addresses';

const addressLengthMax = 2000;

/**
 * Why an address may not be called, as a stable code; undefined when it may, as far as can be seen
 * without asking who it is. The address a name stands for is looked at when it is called.
 * @param allowPrivate allows own networks, this machine, and HTTP without TLS.
 */
export function webhookAddressFault(text: string, allowPrivate: boolean): string | undefined {
  const url = URL.canParse(text) && text.length <= addressLengthMax ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    return 'webhook-address-malformed';
  }
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    return 'webhook-address-malformed';
  }
  if (url.protocol === 'http:' && !allowPrivate) return 'webhook-needs-https';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const refused =
    isIP(host) === 0 ? isLoopback(host) && !allowPrivate : !mayBeCalled(host, allowPrivate);
  return refused ? 'webhook-address-private' : undefined;
}
