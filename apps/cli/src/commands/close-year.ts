import type { Command } from 'commander';

import { orRefuse } from '../answers';
import { withOffice } from '../open-office';
import { type Terminal, UsageFault } from '../terminal';

/** A year as typed; anything but four digits is a slip. */
export function yearOf(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new UsageFault(`年度应为四位数字，而不是“${text}”`);
  return Number(text);
}

export const addCloseYearCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('close-year')
    .description('年末结转：把未办结的申请结转到下一年度（可重复执行）')
    .requiredOption('--agency <code>', '机关代码')
    .requiredOption('--year <year>', '年度')
    .option('--json', '输出 JSON')
    .action(async (options: { agency: string; year: string; json?: boolean }) => {
      const year = yearOf(options.year);
      await withOffice(async (office, { actor }) => {
        const context = { commandId: office.newId(), actor };
        const closed = orRefuse(await office.closeYear(options.agency, year, context));
        if (options.json === true) {
          terminal.out(JSON.stringify(closed, null, 2));
          return;
        }
        terminal.out(
          `${year} 年度：年末未办结 ${closed.openAtYearEnd} 件，本次结转 ${closed.carriedOver.length} 件。`,
        );
        for (const { serialNumber } of closed.carriedOver) terminal.out(`  ${serialNumber}`);
      });
    });
};
