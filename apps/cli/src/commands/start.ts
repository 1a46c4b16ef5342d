import { readFileSync } from 'node:fs';

import type { Settings } from '@sunledger/settings';
import type { JobBoard } from '@sunledger/jobs';
import { type LogLevel, openLog } from '@sunledger/observability';
import { openJobs, openNotification, openOffice, type OpenOffice } from '@sunledger/wiring';
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
    const open = await openOffice(settings, notification);
    closing.push(() => open.close());
    const board = await openJobs(settings, open);
    closing.push(() => board.close());
    await serve(settings, open, board, closing, terminal);
    await stopSignal();
    terminal.out('正在停止……');
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

async function serve(
  settings: Settings,
  { office }: OpenOffice,
  board: JobBoard,
  closing: (() => Promise<void>)[],
  terminal: Terminal,
): Promise<void> {
  const worker = await startWorker({ office, board });
  closing.push(() => worker.close());
  // Loaded only here: the other commands need no web server and start faster without.
  const { startApi } = await import('@sunledger/api');
  const { host, port, drainMs, metricsTokenFile, logLevel } = settings;
  const proxy = proxyOf(settings);
  const api = await startApi({
    ...{ office, jobs: board, host, port, drainMs },
    log: openLog({ level: logLevel as LogLevel }),
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
