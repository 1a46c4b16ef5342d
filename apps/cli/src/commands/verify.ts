import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { linesOf } from '@sunledger/backup';
import { type Verification, verifyExport, verifyLog } from '@sunledger/event-store';
import { openLogFile, openMovableStores } from '@sunledger/wiring';
import type { Command } from 'commander';

import { refusingBackups } from '../backup-words';
import { logFaultRefusal } from '../log-fault-words';
import { collect, headOf, headText } from '../log-heads';
import { settingsOfRun } from '../open-office';
import { CommandRefused, progressLine, type Terminal } from '../terminal';

interface VerifyOptions {
  readonly file?: string;
  readonly export?: string;
  readonly head: readonly string[];
  readonly json?: boolean;
}

export const addVerifyCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('verify')
    .description('核验日志：每条事实的哈希、链和整棵树；可与先前记下的日志头比对')
    .option('--file <sunledger.db>', '核验另一份数据文件（如备份）')
    .option('--export <file.jsonl>', '核验导出的日志（可为 .gz）')
    .option('--head <length:root>', '先前记下的日志头，可重复', collect, [])
    .option('--json', '输出 JSON')
    .action(async (options: VerifyOptions) => {
      const progress = progressLine(terminal);
      const checks = {
        expectedHeads: options.head.map(headOf),
        onProgress: (done: number) => progress.show('核验', done, done),
      };
      const { export: exported, file } = options;
      const result = await refusingBackups(() =>
        exported === undefined
          ? verifyStored(file, checks)
          : verifyExport(linesOf(exported), checks),
      );
      show(result, options.json === true, terminal);
    });
};

type Checks = Parameters<typeof verifyLog>[1];

/** A file is opened read-only; a server has no such door, and its log is only read. */
async function verifyStored(file: string | undefined, checks: Checks): Promise<Verification> {
  if (file !== undefined) return verifyFile(file, checks);
  const settings = settingsOfRun();
  if (settings.eventsUrl === '') {
    return verifyFile(join(settings.dataDirectory, 'sunledger.db'), checks);
  }
  const stores = await openMovableStores(settings);
  try {
    return await verifyLog(stores.log.logReader(), checks);
  } finally {
    await stores.close();
  }
}

async function verifyFile(path: string, checks: Checks): Promise<Verification> {
  if (!existsSync(path)) throw new CommandRefused('file-missing', `没有数据文件 ${path}。`);
  const log = openLogFile(path);
  try {
    return await verifyLog(log, checks);
  } finally {
    log.close();
  }
}

function show(result: Verification, json: boolean, terminal: Terminal): void {
  if (json) terminal.out(JSON.stringify(result, null, 2));
  if (result.holds) {
    if (!json) {
      terminal.out(`日志完好：${result.head.length} 条事实。`);
      terminal.out(`日志头：${headText(result.head)}`);
      terminal.out('请记下日志头（打印、签名），以后用 verify --head 比对。');
    }
    return;
  }
  throw logFaultRefusal(result.fault);
}
