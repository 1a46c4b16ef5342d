import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import type { Incoming, Next, Outgoing } from '../http/exchange';
import type { Operation } from './operation';

/** The id of a request, by which its lines in the log belong together. */
const requestIds = new WeakMap<IncomingMessage, string>();

export const requestIdOf = (request: IncomingMessage): string | undefined =>
  requestIds.get(request);

/** An id that a proxy has given is kept, so that its log and ours can be read together. */
const acceptable = /^[\w.-]{8,128}$/;

/** Said of a request whose sender left before the answer was complete. */
const leftEarly = 499;

/** What supervisors ask every few seconds would drown the rest. */
const quiet = new Set(['/health/live', '/health/ready', '/metrics']);

/** As far as it is known here what the framework has found for a request. */
interface Routed extends Incoming {
  readonly route?: { readonly path?: unknown };
}

/**
 * Gives every request an id, and tells when it has been answered: one line in the log and one
 * observation in the metrics. Neither has the query or the body, and what fits no route is not
 * quoted, because it may be anything.
 */
export const observedRequests =
  ({ log, metrics, isStopping, answering }: Operation) =>
  (request: Routed, response: Outgoing, next: Next): void => {
    const startedAt = performance.now();
    answering.begin();
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && acceptable.test(given) ? given : randomUUID();
    requestIds.set(request, requestId);
    response.setHeader('X-Request-Id', requestId);
    // So that a connection that is kept open does not outlive this process.
    if (isStopping()) response.setHeader('Connection', 'close');
    response.once('close', () => {
      answering.end();
      const { route, path } = routeOf(request);
      const status = response.writableFinished ? response.statusCode : leftEarly;
      const milliseconds = performance.now() - startedAt;
      const { method = '' } = request;
      // A page that follows the changes stays for hours; that is not how long an answer takes.
      if (!isStream(response)) {
        metrics.answered({ method, route, status, seconds: milliseconds / 1_000 });
      }
      const facts = { requestId, method, route, path, status, ms: Math.round(milliseconds) };
      if (quiet.has(route)) log.debug('request', facts);
      else if (status >= 500) log.warn('request', facts);
      else log.info('request', facts);
    });
    next();
  };

/** The template of the route, with the address where it fits one. */
function routeOf({ route, path }: Routed): { route: string; path?: string } {
  return typeof route?.path === 'string' ? { route: route.path, path } : { route: 'unmatched' };
}

const isStream = (response: Outgoing): boolean =>
  String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');
