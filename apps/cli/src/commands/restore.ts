import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import {
  BackupRefused,
  checkBackup,
  type CheckedBackup,
  demandEmpty,
  differingReports,
  erasedCasesIn,
  restoreBackup,
} from '@sunledger/backup';
import { arePolicyFaults, parsePolicy } from '@sunledger/policy';
import type { Settings } from '@sunledger/settings';
import { demandMasterKey, openMovableStores, openOffice, policyPathOf } from '@sunledger/wiring';
import type { Command } from 'commander';

import { refusingBackups } from '../backup-words';
import { headText } from '../log-heads';
import { settingsOfRun } from '../open-office';
import { progressLine, type Terminal } from '../terminal';
import { show } from './backup';
import { rebuilt } from './import-log';

interface RestoreOptions {
  readonly dryRun?: boolean;
  readonly resume?: boolean;
  readonly erasuresFrom?: string;
  readonly json?: boolean;
}

export const addRestoreCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('restore <backup>')
    .description('把一份备份恢复到空系统，并核对日志头和各年度报告')
    .option('--dry-run', '只核验备份、主密钥和目标系统，不写入')
    .option('--resume', '继续上次中断的恢复')
    .option(
      '--erasures-from <file.jsonl>',
      '较新的日志（导出文件）：其中已清除个人信息的案件，其密钥不再恢复',
    )
    .option('--json', '输出 JSON')
    .action(async (directory: string, options: RestoreOptions) => {
      await refusingBackups(() => restore(directory, options, terminal));
    });
};

async function restore(
  directory: string,
  options: RestoreOptions,
  terminal: Terminal,
): Promise<void> {
  const { dryRun = false, resume = false, erasuresFrom, json = false } = options;
  const settings = settingsOfRun();
  const checking = progressLine(terminal);
  const backup = await checkBackup(directory, {
    onProgress: (done, total) => checking.show('核验备份', done, total),
  });
  const erasedSince = erasuresFrom === undefined ? undefined : await erasedCasesIn(erasuresFrom);
  await demandMasterKey(settings, backup.manifest.masterKeyCheck);
  await demandPolicy(settings, backup);
  const stores = await openMovableStores(settings);
  try {
    const { keys } = await stores.openKeys(backup.manifest.masterKeyCheck);
    const system = { log: stores.log, keys };
    if (!resume) await demandEmpty(system);
    if (dryRun) {
      show('备份完好，可以恢复到此系统（未写入）', backup, json, terminal);
      return;
    }
    await placePolicy(settings, backup);
    const restoring = progressLine(terminal);
    const restored = await restoreBackup(backup, system, {
      resume,
      ...(erasedSince === undefined ? {} : { erasedSince }),
      onProgress: (done, total) => restoring.show('恢复', done, total),
    });
    await rebuilt(settings, stores, terminal);
    await compare(settings, backup, terminal);
    show('恢复完成', backup, json, terminal);
    if (json) return;
    terminal.out(
      `本次写入 ${restored.log.written} 条事实、${restored.keys.written} 个密钥；` +
        `${restored.keysLeftOut} 件已清除个人信息，其密钥没有恢复。`,
    );
    terminal.out(
      backup.reports === undefined
        ? '日志头与备份一致；备份中没有报告摘要可比对。'
        : `日志头与备份一致；${backup.reports.length} 份年度报告与备份时逐份相同。`,
    );
  } finally {
    await stores.close();
  }
}

/** The switches that a policy file comes to; its text where they cannot be read. */
const policyOf = (text: string): unknown => {
  try {
    const parsed = parsePolicy(JSON.parse(text));
    return arePolicyFaults(parsed) ? text : parsed;
  } catch {
    return text;
  }
};

/** Another policy gives other figures: the one backed up has to be in force, or none yet. */
async function demandPolicy(settings: Settings, { policyText }: CheckedBackup): Promise<void> {
  const path = policyPathOf(settings);
  if (!existsSync(path)) return;
  const there = await readFile(path, 'utf8');
  // No file and an empty one are the same policy: that of the law where it speaks.
  if (!isDeepStrictEqual(policyOf(there), policyOf(policyText ?? '{}'))) {
    throw new BackupRefused('policy-differs', { path });
  }
}

async function placePolicy(settings: Settings, { policyText }: CheckedBackup): Promise<void> {
  const path = policyPathOf(settings);
  if (policyText === undefined || existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, policyText, { flag: 'wx' });
}

/** The system as it was: the same head, and every report figure by figure. */
async function compare(
  settings: Settings,
  { manifest, reports = [] }: CheckedBackup,
  terminal: Terminal,
): Promise<void> {
  const progress = progressLine(terminal);
  const open = await openOffice(settings);
  try {
    const { store } = open.office.parts;
    const { length, treeRoot } = await store.head();
    if (length !== manifest.length || treeRoot !== manifest.treeRoot) {
      const [expected, found] = [headText(manifest), headText({ length, treeRoot })];
      throw new BackupRefused('head-differs', { expected, found });
    }
    const differing = await differingReports(open.office, length, reports, (done, total) =>
      progress.show('比对报告', done, total),
    );
    if (differing.length === 0) return;
    const names = differing.map(({ agency, year }) => `${agency} ${year}`);
    throw new BackupRefused('reports-differ', { reports: names.join('、') });
  } finally {
    await open.close();
  }
}
