import { readFileSync } from 'node:fs';

import type { Command } from 'commander';

import { orFail } from '../answers';
import { withOffice } from '../open-office';
import { CommandRefused, type Terminal } from '../terminal';

export const addCalendarCommands = (program: Command, terminal: Terminal): void => {
  const calendar = program.command('calendar').description('放假调休安排');

  calendar
    .command('list')
    .description('列出已知的放假调休安排及覆盖到哪一天')
    .option('--agency <code>', '含该机关的安排')
    .option('--json', '输出 JSON')
    .action(async ({ agency, json = false }: { agency?: string; json?: boolean }) => {
      await withOffice(async (office) => {
        const { arrangements } = await office.calendars.calendarOf(agency);
        const { coveredThrough } = await office.calendars.viewFor(agency);
        if (json) {
          terminal.out(JSON.stringify({ coveredThrough, arrangements }, null, 2));
          return;
        }
        for (const { id, publishedOn, title } of arrangements) {
          terminal.out(`${publishedOn}  ${id}  ${title}`);
        }
        terminal.out(`覆盖到 ${coveredThrough}；此后的期限为暂定。`);
      });
    });

  calendar
    .command('add <file.json>')
    .description('登记新公布的放假调休安排；未办结案件的期限随之变动')
    .action(async (file: string) => {
      await withOffice(async (office, { actor }) => {
        const command = {
          type: 'PublishCalendar' as const,
          arrangement: jsonOf(file),
        };
        orFail(await office.agencies.arrange(command, { commandId: office.newId(), actor }));
        const { coveredThrough } = await office.calendars.viewFor(undefined);
        terminal.out(`已登记，放假安排覆盖到 ${coveredThrough}。`);
      });
    });
};

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new CommandRefused('file-unreadable', `文件 ${file} 不存在，或不是有效的 JSON。`);
  }
}
