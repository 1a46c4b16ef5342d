import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Metrics } from './metrics/metrics';
import { mayScrape, type MetricsAccess } from './metrics-access';
import { readinessOf, type ReadyParts } from './readiness';

export interface ProbeServerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly parts: ReadyParts;
  readonly metrics: Metrics;
  readonly access: MetricsAccess;
}

export interface ProbeServer {
  /** Where it listens, e.g. `http://127.0.0.1:3210`. */
  readonly url: string;
  /** From now on `/health/ready` answers 503, while the process finishes what it has begun. */
  stopping(): void;
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const json = (status: number, body: object): Reply => ({
  status,
  type: 'application/json; charset=utf-8',
  text: JSON.stringify(body),
});

/**
 * What a process without an HTTP interface of its own (a worker) answers: `/health/live`,
 * `/health/ready` and `/metrics`, by the rules of the API.
 */
export async function startProbeServer(options: ProbeServerOptions): Promise<ProbeServer> {
  let isStopping = false;
  const server = createServer((request, response) => {
    replyTo(request, options, isStopping)
      .catch(() => json(500, { status: 'failed' }))
      .then((reply) => send(response, reply))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  // A server that listens on a host and port has an address of this form.
  const { address, port, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    stopping: () => {
      isStopping = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function replyTo(
  { method, url = '', headers }: IncomingMessage,
  { parts, metrics, access }: ProbeServerOptions,
  isStopping: boolean,
): Promise<Reply> {
  if (method !== 'GET' && method !== 'HEAD') return json(405, { status: 'get-only' });
  switch (url.replace(/\?.*$/s, '')) {
    case '/health/live':
      return json(200, { status: 'live' });
    case '/health/ready': {
      const readiness = await readinessOf(parts);
      if (isStopping) return json(503, { ...readiness, status: 'stopping' });
      return json(readiness.status === 'ready' ? 200 : 503, readiness);
    }
    case '/metrics': {
      if (!mayScrape(headers, access)) return json(403, { status: 'refused' });
      const { contentType, text } = await metrics.scrape();
      return { status: 200, type: contentType, text };
    }
  }
  return json(404, { status: 'unknown' });
}

function send(response: ServerResponse, { status, type, text }: Reply): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}
