import { linesOf } from '@sunledger/backup';
import { exportRecords, type TreeHead, verifyExport } from '@sunledger/event-store';
import { sealedOwnerOf } from '@sunledger/disclosure-office';
import type { Settings } from '@sunledger/settings';
import {
  hasMasterKey,
  type MovableStores,
  openMovableStores,
  rebuildReadModels,
} from '@sunledger/wiring';
import type { Command } from 'commander';

import { refusingBackups } from '../backup-words';
import { logFaultRefusal } from '../log-fault-words';
import { headText } from '../log-heads';
import { settingsOfRun } from '../open-office';
import { CommandRefused, progressLine, type Terminal } from '../terminal';

interface ImportLogOptions {
  readonly withoutKeys?: boolean;
  readonly json?: boolean;
}

/** What the export holds: its head, and the cases and accounts that have sealed data in it. */
interface ExportFacts {
  readonly head: TreeHead;
  readonly sealed: ReadonlySet<string>;
}

export const addImportLogCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('import-log <file>')
    .description(
      '把导出的日志原样放入此系统（空系统，或其日志是该日志的开头）；中断后再次执行即可继续',
    )
    .option('--without-keys', '此系统没有个人信息的密钥也继续：其中的个人信息将无法读取')
    .option('--json', '输出 JSON')
    .action(async (path: string, options: ImportLogOptions) => {
      const settings = settingsOfRun();
      await refusingBackups(async () => {
        const facts = await proved(path, terminal);
        const stores = await openMovableStores(settings);
        try {
          const missing = await ownersWithoutKey(facts, settings, stores);
          if (options.withoutKeys !== true) demandNone(missing, facts);
          // An empty system takes any log, and whatever a blow leaves of it should start; a log that is
          // there may yet turn the file down.
          const isEmpty = (await stores.log.head()).length === 0;
          if (isEmpty) await noteAsGone(missing, stores);
          const progress = progressLine(terminal);
          const { head, written, passedOver } = await stores.log.restore(
            exportRecords(linesOf(path)),
            { head: facts.head, onProgress: (done, total) => progress.show('导入', done, total) },
          );
          if (!isEmpty) await noteAsGone(missing, stores);
          await rebuilt(settings, stores, terminal);
          if (options.json === true) {
            terminal.out(JSON.stringify({ ...head, written, passedOver }, null, 2));
            return;
          }
          terminal.out(
            `已导入日志：${head.length} 条事实（本次写入 ${written} 条，原已有 ${passedOver} 条）。`,
          );
          terminal.out(`日志头：${headText(head)}（与导出文件末行一致）`);
        } finally {
          await stores.close();
        }
      });
    });
};

/** Proves the whole file before the first of its facts is written. */
async function proved(path: string, terminal: Terminal): Promise<ExportFacts> {
  const progress = progressLine(terminal);
  const sealed = new Set<string>();
  const result = await verifyExport(linesOf(path), {
    onRecord: (record) => {
      const owner = sealedOwnerOf(record);
      if (owner !== undefined) sealed.add(owner);
    },
    onProgress: (done) => progress.show('核验', done, done),
  });
  if (!result.holds) throw logFaultRefusal(result.fault);
  return { head: result.head, sealed };
}

/** Those in the export of whom this system has neither a key nor an erasure; makes no master key. */
async function ownersWithoutKey(
  { sealed }: ExportFacts,
  settings: Settings,
  stores: MovableStores,
): Promise<ReadonlySet<string>> {
  const missing = new Set(sealed);
  if (missing.size === 0 || !hasMasterKey(settings)) return missing;
  const { keys } = await stores.openKeys();
  for await (const { caseId } of keys.exportWrapped()) missing.delete(caseId);
  return missing;
}

/** A log without its keys is readable but for the people in it: that has to be wanted. */
function demandNone(missing: ReadonlySet<string>, { sealed }: ExportFacts): void {
  if (missing.size === 0) return;
  const found = sealed.size - missing.size;
  throw new CommandRefused(
    'keys-missing',
    `日志中有 ${sealed.size} 件的个人信息是加密的，此系统只有 ${found} 件的密钥。迁移系统请用 backup 与 restore（连同密钥）；只需日志本身时请加 --without-keys。`,
    { sealedCases: sealed.size, found },
  );
}

/** Keys that were done without are destroyed here: nothing can be sealed by others in their place. */
async function noteAsGone(missing: ReadonlySet<string>, stores: MovableStores): Promise<void> {
  if (missing.size === 0) return;
  const { keys } = await stores.openKeys();
  await keys.importWrapped([...missing].map((caseId) => ({ caseId, wrapped: null })));
}

/** The read models of this system as its log now says, whatever they were. */
export async function rebuilt(
  settings: Settings,
  { log }: MovableStores,
  terminal: Terminal,
): Promise<void> {
  const progress = progressLine(terminal);
  await rebuildReadModels(settings, log, ({ position, head }) =>
    progress.show('重建', position, head),
  );
}
