import { tracingChannel } from 'node:diagnostics_channel';

import { type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/** What ioredis says of a command; its arguments are said as well and are not read here. */
interface RedisCommand {
  readonly command: string;
  readonly serverAddress: string;
  readonly serverPort?: number;
}

/**
 * Makes a span of every Redis command that belongs to a trace. ioredis 6 announces its commands on
 * a channel of Node's own; the instrumentation made for earlier versions does not know it. What a
 * queue asks while it waits for work belongs to no trace and is left out.
 */
export function traceRedis(): void {
  const spans = new WeakMap<object, Span>();
  const end = (message: object): void => {
    spans.get(message)?.end();
    spans.delete(message);
  };
  tracingChannel<unknown, RedisCommand>('ioredis:command').subscribe({
    start: (message) => {
      if (trace.getActiveSpan() === undefined) return;
      const { command, serverAddress, serverPort = 0 } = message;
      const attributes = {
        'db.system': 'redis',
        'db.operation': command,
        'server.address': serverAddress,
        'server.port': serverPort,
      };
      const tracer = trace.getTracer('sunledger');
      spans.set(
        message,
        tracer.startSpan(`redis ${command}`, { kind: SpanKind.CLIENT, attributes }),
      );
    },
    end: () => undefined,
    asyncStart: () => undefined,
    asyncEnd: end,
    error: (message) => {
      spans.get(message)?.setStatus({ code: SpanStatusCode.ERROR });
    },
  });
}
