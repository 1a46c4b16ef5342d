/**
 * Started before anything else is loaded (`bin/sunledger.js` requires this file first), so that the
 * instrumentations meet the packages while they are being loaded. Of ours it imports only what imports nothing.
 */
import { createRequire } from 'node:module';
import type { IncomingMessage, RequestOptions } from 'node:http';

import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { NodeSDK, resources } from '@opentelemetry/sdk-node';

import { traceRedis } from './redis-spans';
import { withoutMessages } from './without-messages';

export interface Tracing {
  /** Sends what is still unsent and stops; gives up after a bounded time. */
  stop(): Promise<void>;
}

/** How long a stopping process waits for the receiver of its traces. */
const flushTimeoutMs = 5_000;

/** What probes and scrapers ask every few seconds is nobody's trace. */
const unobserved = /^\/(health\/|metrics(\?|$))/;

/**
 * Starts tracing where `OTEL_EXPORTER_OTLP_ENDPOINT` (or its `_TRACES_` form) names a receiver;
 * undefined where none is named. The other `OTEL_…` variables mean what OpenTelemetry says of them.
 */
export function startTracing(environment: NodeJS.ProcessEnv): Tracing | undefined {
  const endpoint =
    environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? environment['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (endpoint === undefined || endpoint === '') return undefined;
  const sdk = new NodeSDK({
    serviceName: environment['OTEL_SERVICE_NAME'] ?? 'sunledger',
    // Traces only: metrics are scraped, logs go to standard error.
    metricReaders: [],
    logRecordProcessors: [],
    // Not the process detector: it would send the command line, with the names of files in it.
    resourceDetectors: [resources.envDetector, resources.hostDetector],
    traceExporter: withoutMessages(new OTLPTraceExporter()),
    instrumentations: instrumentations(),
  });
  sdk.start();
  meetPackages();
  traceRedis();
  return { stop: () => boundedStop(sdk) };
}

const instrumentations = () => [
  new HttpInstrumentation({
    ignoreIncomingRequestHook: ({ url = '' }) => unobserved.test(url),
    // A look-up by name stands in the query, the key of a robot in the address of its webhook.
    startIncomingSpanHook: withoutQuery,
    startOutgoingSpanHook: originOnly,
    requireParentforOutgoingSpans: true,
  }),
  new ExpressInstrumentation(),
  new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true }),
];

function withoutQuery({ url = '' }: IncomingMessage) {
  const path = url.replace(/[?#].*$/s, '');
  return { 'url.query': '', 'url.path': path, 'http.target': path, 'http.url': path };
}

function originOnly({ protocol, hostname, host }: RequestOptions) {
  const origin = `${protocol ?? 'http:'}//${hostname ?? host ?? ''}`;
  return { 'url.full': origin, 'url.query': '', 'http.url': origin, 'http.target': '' };
}

/**
 * Nest is made of ES modules, whose imports the instrumentations do not see. They patch a package in
 * place when it is required, so it is required here, before anything imports it.
 */
function meetPackages(): void {
  const own = createRequire(__filename);
  const nest = createRequire(own.resolve('@nestjs/platform-express/package.json'));
  for (const [from, name] of [
    [own, 'node:http'],
    [own, 'node:https'],
    [nest, 'express'],
    [own, 'pg'],
  ] as const) {
    from(name);
  }
}

async function boundedStop(sdk: NodeSDK): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, flushTimeoutMs);
  });
  // A receiver that is away must not keep the process from ending well.
  await Promise.race([sdk.shutdown().catch(() => undefined), late]);
  clearTimeout(timer);
}
