import type { IncomingHttpHeaders } from 'node:http';

import { sameSecret } from './same-secret';

/** Who may scrape the metrics. */
export interface MetricsAccess {
  /** Asked for as `Authorization: Bearer …`; where it is set, nothing else will do. */
  readonly token?: string;
  /** The proxy's secret, which will do where there is no token. */
  readonly proxySecret?: string;
  /** Whether the process answers this machine only; then everyone who reaches it may. */
  readonly isLocal: boolean;
}

/** Whether a request may scrape; with neither token nor secret only this machine may. */
export function mayScrape(
  headers: IncomingHttpHeaders,
  { token, proxySecret, isLocal }: MetricsAccess,
) {
  if (token !== undefined) {
    return sameSecret(/^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1], token);
  }
  if (proxySecret === undefined) return isLocal;
  const presented = headers['x-sunledger-proxy'];
  return sameSecret(typeof presented === 'string' ? presented : undefined, proxySecret);
}
