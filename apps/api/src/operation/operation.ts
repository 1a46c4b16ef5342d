import type { Log, Metrics, MetricsAccess, ReadyParts } from '@sunledger/observability';

import type { Answering } from './answering';

/** What the API tells operators, and whether it is on its way out. */
export interface Operation {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly access: MetricsAccess;
  /** Parts that must serve besides the log and the read models, e.g. `jobs`, `keys`. */
  readonly parts: ReadyParts;
  readonly isStopping: () => boolean;
  readonly answering: Answering;
}

export const OPERATION = Symbol('Operation');
