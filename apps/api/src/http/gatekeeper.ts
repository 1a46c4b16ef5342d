import { isLoopback } from '@sunledger/settings';

import type { Incoming, Next, Outgoing } from './exchange';
import { hostNameOf } from './loopback';
import { type Problem, problemOf } from './problem';
import { sendProblem } from './send-problem';
import { originRefused, proxyProblem, type TrustedProxy } from './trusted-proxy';

const nothingForeign = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** Pages carry their own style and nothing else; nobody may frame or script them. */
const contentSecurityPolicy = nothingForeign.join('; ');

/** A page that renews itself: by a script of this server, which asks this server alone. */
export const livePagePolicy = [...nothingForeign, "script-src 'self'", "connect-src 'self'"].join(
  '; ',
);

const securityHeaders: readonly (readonly [string, string])[] = [
  ['Content-Security-Policy', contentSecurityPolicy],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Cache-Control', 'no-store'],
];

/**
 * What supervisors ask behind a proxy, at whatever address the process has. Health tells no more
 * than names of parts; the metrics have a rule of their own.
 */
const askedBySupervisors = new Set(['/health/live', '/health/ready', '/metrics']);

/**
 * Stands before every route. Without a proxy the server listens on this machine only, yet a page of
 * a foreign site runs on this machine too: a name that was made to point here (DNS rebinding) and a
 * request sent from another origin are turned away. With one, only what the proxy hands on is let in.
 */
export const gatekeeper =
  (proxy?: TrustedProxy) =>
  (request: Incoming, response: Outgoing, next: Next): void => {
    for (const [name, value] of securityHeaders) response.setHeader(name, value);
    const refused = proxy === undefined ? strangerProblem(request) : outsideProblem(request, proxy);
    if (refused === undefined) next();
    else sendProblem(response, refused);
  };

const strangerProblem = (request: Incoming): Problem | undefined =>
  hostProblem(request.headers.host) ?? originProblem(request);

const outsideProblem = (request: Incoming, proxy: TrustedProxy): Problem | undefined =>
  askedBySupervisors.has(request.path) ? undefined : proxyProblem(request, proxy);

function hostProblem(header: string | undefined): Problem | undefined {
  const host = header === undefined ? null : hostNameOf(header);
  if (host !== null && isLoopback(host)) return undefined;
  return problemOf(
    403,
    'host-refused',
    '只能以 127.0.0.1、[::1] 或 localhost 访问：没有设置负责登录的代理服务器时，系统只应答本机（见 docs/guide/deploying.md）。',
  );
}

function originProblem({ headers }: Incoming): Problem | undefined {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  const foreign = origin !== undefined && origin !== `http://${host ?? ''}`;
  // Following a link from elsewhere to a page is harmless; a background request is not.
  const crossSite = site === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate';
  return foreign || crossSite ? originRefused() : undefined;
}
