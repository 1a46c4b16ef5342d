import type { Command } from 'commander';

import { withOffice } from '../open-office';
import { progressLine, type Terminal } from '../terminal';

export const addRebuildCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('rebuild')
    .description('由日志重建全部查询表；重建期间旧表继续提供服务')
    .action(async () => {
      await withOffice(async (office) => {
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
