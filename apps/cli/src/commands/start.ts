import type { Command } from 'commander';

import { withOffice } from '../open-office';
import { type Terminal, UsageFault } from '../terminal';

export const addStartCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('start')
    .description('启动整个系统（单进程，内嵌存储）；按 Ctrl+C 停止')
    .option('--port <port>', '端口（缺省见 SUNLEDGER_PORT）')
    .action(async ({ port }: { port?: string }) => {
      await withOffice(async (office, settings) => {
        // Loaded only here: the other commands need no web server and start faster without.
        const { startApi } = await import('@sunledger/api');
        const api = await startApi({
          office,
          host: settings.host,
          port: port === undefined ? settings.port : portOf(port),
        });
        terminal.out(`已启动：${api.url}（仅本机可访问；尚无账户功能，不对外开放）`);
        terminal.out(`各机关各年度的报告：${api.url}/`);
        await stopSignal();
        terminal.out('正在停止……');
        await api.close();
      });
    });
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
