import {
  type BackupStep,
  backupsIn,
  checkBackup,
  type CheckedBackup,
  keepNewest,
  nextBackup,
  takeBackup,
} from '@sunledger/backup';
import { ReadModelsInUse } from '@sunledger/projections';
import type { Settings } from '@sunledger/settings';
import {
  type MovableStores,
  openMovableStores,
  openOffice,
  type OpenOffice,
  policyTextOf,
} from '@sunledger/wiring';
import type { Command } from 'commander';

import { refusingBackups } from '../backup-words';
import { collect, headOf, headText } from '../log-heads';
import { besideServing, settingsOfRun } from '../open-office';
import { release } from '../release';
import { progressLine, type Terminal, UsageFault } from '../terminal';

interface BackupCommandOptions {
  readonly keep?: string;
  readonly reports: boolean;
  readonly json?: boolean;
}

interface VerifyBackupOptions {
  readonly head: readonly string[];
  readonly json?: boolean;
}

const stepWords: Readonly<Record<BackupStep, string>> = {
  log: '备份日志',
  keys: '备份密钥',
  reports: '计算报告',
  check: '核验备份',
};

export const addBackupCommands = (program: Command, terminal: Terminal): void => {
  const backup = program
    .command('backup')
    .description('备份与核验备份；系统照常运行（主密钥不在备份中，请另行保存）');
  backup
    .command('take <directory>', { isDefault: true })
    .description('在此目录下新建一份按时间命名的备份，写完并核验后才可见')
    .option('--keep <n>', '只保留最近 n 份完整的备份')
    .option('--no-reports', '不计算各年度报告的摘要（恢复后就不能逐份比对）')
    .option('--json', '输出 JSON')
    .action(async (directory: string, options: BackupCommandOptions) => {
      await refusingBackups(() => take(directory, options, terminal));
    });
  backup
    .command('verify <backup>')
    .description('离线核验一份备份：每个文件、日志的每条事实、每个密钥')
    .option('--head <length:root>', '先前记下的日志头，可重复', collect, [])
    .option('--json', '输出 JSON')
    .action(async (directory: string, options: VerifyBackupOptions) => {
      const progress = progressLine(terminal);
      const checked = await refusingBackups(() =>
        checkBackup(directory, {
          expectedHeads: options.head.map(headOf),
          onProgress: (done, total) => progress.show('核验备份', done, total),
        }),
      );
      show('备份完好', checked, options.json === true, terminal);
    });
};

async function take(
  directory: string,
  { keep, reports, json }: BackupCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const count = keep === undefined ? undefined : countOf(keep);
  const now = () => new Date().toISOString();
  const started = now();
  const settings = settingsOfRun();
  const progress = progressLine(terminal);
  const stores = await openMovableStores(settings);
  let open: OpenOffice | undefined;
  try {
    if (reports) open = await officeForReports(settings, terminal);
    const checked = await takeBackup(
      { ...(await partsOf(settings, stores)), office: open?.office, now },
      await nextBackup(directory, started),
      { onProgress: (step, done, total) => progress.show(stepWords[step], done, total) },
    );
    const removed = count === undefined ? [] : await keepNewest(directory, count, started);
    show('备份完成', checked, json === true, terminal);
    if (json === true) return;
    for (const path of removed) terminal.out(`已删除旧备份 ${path}`);
    terminal.out(`此目录现有 ${(await backupsIn(directory)).length} 份完整的备份。`);
    terminal.out(
      '主密钥不在备份中：请把主密钥文件另存一份（与备份分开存放）；缺了它，备份里的个人信息无法读取。',
    );
  } finally {
    await open?.close();
    await stores.close();
  }
}

/**
 * The office that reports are derived by. None where a running process keeps up tables of another
 * policy or release: a backup without digests is better than none, and than taking its tables.
 */
async function officeForReports(
  settings: Settings,
  terminal: Terminal,
): Promise<OpenOffice | undefined> {
  let open: OpenOffice | undefined;
  try {
    open = await openOffice(settings, besideServing(settings));
    await open.readModels.runner.demandReplaceable();
    return open;
  } catch (error) {
    await open?.close();
    if (!(error instanceof ReadModelsInUse)) throw error;
    terminal.err(
      '注意：运行中的进程按另一口径或版本使用查询表，本次备份不含报告摘要：改了口径文件的，请重新启动系统。',
    );
    return undefined;
  }
}

async function partsOf(settings: Settings, stores: MovableStores) {
  const { keys, masterKeyCheck } = await stores.openKeys();
  const { log } = stores;
  const profile = settings.eventsUrl === '' ? 'embedded' : 'scaled';
  return { log, keys, masterKeyCheck, policyText: policyTextOf(settings), profile, release };
}

function countOf(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new UsageFault(`--keep 应为正整数，而不是“${text}”`);
}

/** Tells what a backup holds; also used before and after restoring it. */
export function show(
  title: string,
  { directory, manifest, keys, reports }: CheckedBackup,
  json: boolean,
  terminal: Terminal,
): void {
  const { createdAt, profile, length } = manifest;
  if (json) {
    const head = { length, treeRoot: manifest.treeRoot };
    const facts = { directory, createdAt, profile, release: manifest.release, head, keys };
    terminal.out(JSON.stringify({ ...facts, reports: reports?.length ?? null }, null, 2));
    return;
  }
  terminal.out(`${title}：${directory}`);
  terminal.out(
    `制作于 ${createdAt}；${length} 条事实，${keys.held} 个密钥（另有 ${keys.erased} 件已清除），` +
      (reports === undefined ? '没有报告摘要。' : `${reports.length} 份年度报告的摘要。`),
  );
  terminal.out(`日志头：${headText(manifest)}`);
}
