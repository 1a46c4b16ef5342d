import { readFileSync } from 'node:fs';

import type { Office } from '@sunledger/disclosure-office';
import type { Settings } from '@sunledger/settings';
import type { JobBoard } from '@sunledger/jobs';
import { createMetrics, type LogLevel, type Metrics, openLog } from '@sunledger/observability';
import {
  metricReadersOf,
  openJobs,
  openNotification,
  openOffice,
  readyPartsOf,
} from '@sunledger/wiring';
import { startWorker } from '@sunledger/worker';
import type { Command } from 'commander';

import { settingsOfRun } from '../open-office';
import { type Terminal, UsageFault } from '../terminal';

export const addStartCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('start')
    .description('启动整个系统（单进程，内嵌存储）；按 Ctrl+C 停止')
    .option('--port <port>', '端口（缺省见 SUNLEDGER_PORT）')
    .action(async ({ port }: { port?: string }) => {
      const settings = settingsOfRun();
      const portAsked = port === undefined ? settings.port : portOf(port);
      await start({ ...settings, port: portAsked }, terminal);
    });
};

/** Opens part after part, serves until told to stop, and closes them the other way round. */
async function start(settings: Settings, terminal: Terminal): Promise<void> {
  const closing: (() => Promise<void>)[] = [];
  try {
    const notification = openNotification(settings);
    closing.push(() => notification.close());
    const metrics = createMetrics({ labels: { roles: settings.roles } });
    const open = await openOffice(settings, { ...notification, metrics });
    closing.push(() => open.close());
    const board = await openJobs(settings, open);
    closing.push(() => board.close());
    await serve(settings, { office: open.office, board, metrics }, closing, terminal);
    await stopSignal();
    terminal.out('正在停止……');
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

interface Parts {
  readonly office: Office;
  readonly board: JobBoard;
  readonly metrics: Metrics;
}

async function serve(
  settings: Settings,
  { office, board, metrics }: Parts,
  closing: (() => Promise<void>)[],
  terminal: Terminal,
): Promise<void> {
  metrics.read(metricReadersOf({ office, board }));
  const worker = await startWorker({ office, board });
  closing.push(() => worker.close());
  // Loaded only here: the other commands need no web server and start faster without.
  const { startApi } = await import('@sunledger/api');
  const { host, port, drainMs, metricsTokenFile, logLevel } = settings;
  const proxy = proxyOf(settings);
  const api = await startApi({
    ...{ office, jobs: board, host, port, drainMs },
    log: openLog({ level: logLevel as LogLevel }),
    metrics,
    parts: readyPartsOf({ office, board }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(metricsTokenFile === '' ? {} : { metricsToken: secretIn(metricsTokenFile) }),
  });
  closing.push(() => api.close());
  const reach = proxy === undefined ? '仅本机可访问' : '经代理服务器访问';
  terminal.out(`已启动：${api.url}（${reach}；尚无账户功能）`);
  terminal.out(`各机关各年度的报告：${api.url}/`);
}

const secretIn = (file: string): string => readFileSync(file, 'utf8').trim();

/** The proxy that authenticates people, where there is one. */
const proxyOf = ({ proxySecretFile, allowedHosts }: Settings) =>
  proxySecretFile === ''
    ? undefined
    : {
        secret: secretIn(proxySecretFile),
        allowedHosts: allowedHosts
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== ''),
      };

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });

const portMax = 65_535;

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= portMax) return Number(text);
  throw new UsageFault(`--port 应为 0 至 ${portMax} 的整数，而不是“${text}”`);
}
