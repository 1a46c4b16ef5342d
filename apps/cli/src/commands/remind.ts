import type { IssuedReminders } from '@sunledger/disclosure-office';
import { reminderSentence } from '@sunledger/reminder';
import type { Command } from 'commander';

import { instantOf } from '../dates';
import { withOffice } from '../open-office';
import type { Terminal } from '../terminal';

interface RemindOptions {
  readonly at?: string;
  readonly agency?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export const addRemindCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('remind')
    .description('发出应发而未发的提醒（可重复执行；休息日和安静时段不发）')
    .option('--at <instant>', '按此时刻计算，如 2020-02-03T09:00（北京时间；缺省为现在）')
    .option('--agency <code>', '只提醒该机关')
    .option('--dry-run', '只列出，不发出')
    .option('--json', '输出 JSON')
    .action(async (options: RemindOptions) => {
      const at = options.at === undefined ? undefined : instantOf(options.at, '--at');
      await withOffice(async (office) => {
        const issued = await office.reminders.issue({
          ...(at === undefined ? {} : { at }),
          ...(options.agency === undefined ? {} : { agencies: [options.agency] }),
          dryRun: options.dryRun === true,
        });
        if (options.json === true) terminal.out(JSON.stringify(issued, null, 2));
        else tell(issued, options.dryRun === true, terminal);
      });
    });
};

function tell(issued: readonly IssuedReminders[], dryRun: boolean, terminal: Terminal): void {
  if (issued.length === 0) {
    terminal.out('没有应发的提醒。');
    return;
  }
  const count = issued.reduce((sum, { items }) => sum + items.length, 0);
  terminal.out(`${dryRun ? '应发出' : '发出'}提醒 ${count} 项：`);
  for (const { agency, items } of issued) {
    terminal.out(`机关 ${agency}`);
    for (const item of items) terminal.out(`  ${reminderSentence(item)}`);
  }
}
