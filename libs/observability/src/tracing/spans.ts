import { type Attributes, SpanStatusCode, trace } from '@opentelemetry/api';

/** Attributes of a span; the same rule as for the log: nothing that a person typed. */
export type SpanFacts = Readonly<Record<string, string | number | boolean>>;

const tracer = () => trace.getTracer('sunledger');

/**
 * Runs work inside a span of that name, which ends when the work does. Costs next to nothing while
 * tracing is off. An error is marked by its name alone: its message may quote what was sent.
 * @param outcome what to add when it is done, from the answer
 */
export function inSpan<Answer>(
  name: string,
  facts: SpanFacts,
  work: () => Promise<Answer>,
  outcome: (answer: Answer) => SpanFacts = () => ({}),
): Promise<Answer> {
  const attributes: Attributes = { ...facts };
  return tracer().startActiveSpan(name, { attributes }, async (span) => {
    try {
      const answer = await work();
      span.setAttributes({ ...outcome(answer) });
      return answer;
    } catch (error) {
      const message = error instanceof Error ? error.name : 'unknown';
      span.setStatus({ code: SpanStatusCode.ERROR, message });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The trace that is being recorded here, 32 hex digits; undefined while tracing is off. */
export const currentTraceId = (): string | undefined =>
  trace.getActiveSpan()?.spanContext().traceId;
