import { startProbeServer } from '@sunledger/observability';
import { servingCheck } from '@sunledger/projections';
import { isLoopback } from '@sunledger/settings';
import { readyPartsOf } from '@sunledger/wiring';

import { type RunningParts, secretIn, type Serving } from './running-parts';

/**
 * Lets a process without an API be looked at: `/health/live`, `/health/ready`, `/metrics`. They tell
 * nothing of any case, so that it may listen where a supervisor on another machine reaches it.
 */
export async function serveProbes({
  settings: { host, port, metricsTokenFile },
  office,
  board,
  metrics,
}: RunningParts): Promise<Serving> {
  const { parts } = office;
  const server = await startProbeServer({
    ...{ host, port, metrics },
    parts: {
      eventLog: () => parts.store.head(),
      readModels: servingCheck(parts),
      ...readyPartsOf({ office, board }),
    },
    access: { token: secretIn(metricsTokenFile), isLocal: isLoopback(host) },
  });
  return {
    lines: [`已启动后台办理（worker）；健康检查：${server.url}/health/ready`],
    close: async () => {
      server.stopping();
      await server.close();
    },
  };
}
