import { createMetrics, openLog } from '@sunledger/observability';

import { Answering } from './answering';
import type { Operation } from './operation';

/** Operation where nobody operates: the routes are only described. */
export const silentOperation: Operation = {
  log: openLog({ level: 'silent', write: () => undefined }),
  metrics: createMetrics({ processDefaults: false }),
  access: { isLocal: true },
  parts: {},
  isStopping: () => false,
  answering: new Answering(),
};
