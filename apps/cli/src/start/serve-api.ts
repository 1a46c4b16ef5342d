import type { Settings } from '@sunledger/settings';
import { readyPartsOf } from '@sunledger/wiring';

import { type RunningParts, secretIn, type Serving } from './running-parts';

/** Answers clerks, on this machine or behind a proxy that authenticates. */
export async function serveApi({
  settings,
  office,
  board,
  files,
  metrics,
  log,
}: RunningParts): Promise<Serving> {
  // Loaded only here: the other commands need no web server and start faster without.
  const { startApi } = await import('@sunledger/api');
  const { host, port, drainMs, metricsTokenFile } = settings;
  const proxy = proxyOf(settings);
  const metricsToken = secretIn(metricsTokenFile);
  const api = await startApi({
    ...{ office, jobs: board, ...files, host, port, drainMs, log, metrics },
    parts: readyPartsOf({ office, board }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(metricsToken === undefined ? {} : { metricsToken }),
  });
  const reach = proxy === undefined ? '仅本机可访问' : '经代理服务器访问';
  return {
    lines: [`已启动：${api.url}（${reach}）`, `各机关各年度的报告：${api.url}/`],
    close: () => api.close(),
  };
}

/** The proxy that authenticates people, where there is one. */
function proxyOf({ proxySecretFile, allowedHosts }: Settings) {
  const secret = secretIn(proxySecretFile);
  if (secret === undefined) return undefined;
  const names = allowedHosts.split(',').map((name) => name.trim());
  return { secret, allowedHosts: names.filter((name) => name !== '') };
}
