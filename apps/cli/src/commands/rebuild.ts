import type { Command } from 'commander';

import { withOffice, withOfficeAnyway } from '../open-office';
import { progressLine, type Terminal } from '../terminal';

export const addRebuildCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('rebuild')
    .description('由日志重建全部查询表；重建期间旧表继续提供服务')
    .option('--force', '即使正在运行的进程按另一口径或版本使用查询表，也予替换（升级时）')
    .action(async ({ force = false }: { force?: boolean }) => {
      const opened = force ? withOfficeAnyway : withOffice;
      await opened(async (office) => {
        if (!force) await office.parts.readModels.runner.demandReplaceable();
        const progress = progressLine(terminal);
        const started = performance.now();
        await office.parts.readModels.rebuild({
          onProgress: ({ position, head }) => progress.show('重建', position, head),
        });
        const { length } = await office.parts.store.head();
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        terminal.out(`重建完成：${length} 条事实，用时 ${seconds} 秒。`);
      });
    });
};
