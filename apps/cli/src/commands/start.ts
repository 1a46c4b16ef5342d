import { createMetrics, errorFacts, type LogLevel, openLog } from '@sunledger/observability';
import { type Settings, type UnknownVariable, unknownVariables } from '@sunledger/settings';
import {
  demandNewestKeys,
  metricReadersOf,
  openJobFiles,
  openJobs,
  openNotification,
  openOffice,
} from '@sunledger/wiring';
import { startWorker } from '@sunledger/worker';
import type { Command } from 'commander';

import { settingsOfRun } from '../open-office';
import type { RunningParts } from '../start/running-parts';
import { serveApi } from '../start/serve-api';
import { serveProbes } from '../start/serve-probes';
import { type Terminal, UsageFault } from '../terminal';

export const addStartCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('start')
    .description('启动系统，缺省全部在一个进程内（见 SUNLEDGER_ROLES）；按 Ctrl+C 停止')
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
  const roles = rolesOf(settings);
  for (const unknown of unknownVariables(process.env)) terminal.err(unknownSentence(unknown));
  try {
    const log = openLog({ level: settings.logLevel as LogLevel });
    const notification = openNotification(settings);
    closing.push(() => notification.close());
    const metrics = createMetrics({ labels: { roles: settings.roles } });
    const open = await openOffice(settings, {
      ...notification,
      metrics,
      role: roles.worker ? 'project' : 'follow',
      onFault: (error) => log.warn('projection-fault', errorFacts(error)),
    });
    closing.push(() => open.close());
    await demandNewestKeys(open.office);
    const board = await openJobs(settings, open, ({ level, event, facts }) =>
      log[level](event, facts),
    );
    closing.push(() => board.close());
    metrics.read(metricReadersOf({ office: open.office, board }));
    const { office, log: eventLog } = open;
    const files = openJobFiles(settings, open);
    await run({ settings, office, eventLog, board, files, metrics, log }, closing, terminal);
    await stopSignal();
    terminal.out('正在停止……');
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

const unknownSentence = ({ variable, nearest }: UnknownVariable): string =>
  `注意：环境变量 ${variable} 不是本系统的设置，未予采用` +
  (nearest === undefined ? '。' : `；是否应为 ${nearest}？`);

/** Takes up the roles of this process; what answers over HTTP comes last and goes first. */
async function run(
  parts: RunningParts,
  closing: (() => Promise<void>)[],
  terminal: Terminal,
): Promise<void> {
  const roles = rolesOf(parts.settings);
  if (roles.worker) {
    const worker = await startWorker({ ...parts, ...parts.files });
    closing.push(() => worker.close());
  }
  const serving = await (roles.api ? serveApi(parts) : serveProbes(parts));
  closing.push(() => serving.close());
  for (const line of serving.lines) terminal.out(line);
}

const rolesOf = ({ roles }: Settings) => {
  const named = roles.split(',');
  return { api: named.includes('api'), worker: named.includes('worker') };
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
