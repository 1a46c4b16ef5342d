import type { Settings } from '@sunledger/settings';
import type { JobBoard } from '@sunledger/jobs';
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
  { host, port }: Settings,
  { office }: OpenOffice,
  board: JobBoard,
  closing: (() => Promise<void>)[],
  terminal: Terminal,
): Promise<void> {
  const worker = await startWorker({ office, board });
  closing.push(() => worker.close());
  // Loaded only here: the other commands need no web server and start faster without.
  const { startApi } = await import('@sunledger/api');
  const api = await startApi({ office, host, port });
  closing.push(() => api.close());
  terminal.out(`已启动：${api.url}（仅本机可访问；尚无账户功能，不对外开放）`);
  terminal.out(`各机关各年度的报告：${api.url}/`);
}

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
