export { errorFacts, type Log, type LogFacts, type LogLevel, logLevels, openLog } from './log/log';
export {
  type AnsweredRequest,
  type CommandEnd,
  createMetrics,
  type Metrics,
  type MetricsOptions,
} from './metrics/metrics';
export {
  type DutyCount,
  type JobCount,
  type MetricReaders,
  type ProjectionLag,
} from './metrics/readers';
export { observedEventStore } from './observed-event-store';
export { sameSecret } from './same-secret';
export { inSpan, type SpanFacts } from './tracing/spans';
export {
  type PartCheck,
  type PartState,
  type Readiness,
  readinessOf,
  type ReadyParts,
} from './readiness';
export { type ProbeServer, type ProbeServerOptions, startProbeServer } from './probe-server';
export { type MetricsAccess, mayScrape } from './metrics-access';
