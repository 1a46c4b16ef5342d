import type { IssuedReminders, ReminderPause } from '@sunledger/disclosure-office';
import { reminderSentence } from '@sunledger/reminder';
import type { Command } from 'commander';

import { orRefuse } from '../answers';
import { instantOf, officeTime } from '../dates';
import { withOffice } from '../open-office';
import { CommandRefused, type Terminal } from '../terminal';

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
        if (at !== undefined && options.dryRun !== true) demandPast(at, office.parts.now());
        const asked = {
          ...(at === undefined ? {} : { at }),
          ...(options.agency === undefined ? {} : { agencies: [options.agency] }),
        };
        const issued = await office.reminders.issue({ ...asked, dryRun: options.dryRun === true });
        const { json = false } = options;
        if (json) terminal.out(JSON.stringify(issued, null, 2));
        if (issued.length === 0) {
          const pauses = orRefuse(await office.reminders.pauses(asked));
          for (const line of whyNothing(pauses)) terminal[json ? 'err' : 'out'](line);
        } else if (!json) tell(issued, options.dryRun === true, terminal);
      });
    });
};

/** Who issued today what is due tomorrow would keep silent about it tomorrow. */
function demandPast(at: string, now: string): void {
  if (at <= now) return;
  throw new CommandRefused(
    'instant-in-future',
    `时刻 ${officeTime(at)}晚于现在：将来的提醒只能试算，请加 --dry-run。`,
    { at, now },
  );
}

/** Agencies named in one line; a city has hundreds. */
const namedAgencyCountMax = 5;

const pauseWords: Readonly<Record<ReminderPause['because'], string>> = {
  'rest-day': '休息日不发提醒',
  'quiet-hours': '安静时段内不发提醒',
};

/** Why nothing was issued: not the day, not the hour, or nothing new to be said. */
function whyNothing(pauses: readonly ReminderPause[]): readonly string[] {
  const nothingDue = '没有应发的提醒：没有临近期限或逾期而尚未提醒的事项（已提醒的不重复发出）。';
  const lines = pauses.map(
    ({ because, until, agencies }) =>
      `没有应发的提醒：${pauseWords[because]}，${officeTime(until)}起再发${named(agencies)}。`,
  );
  return pauses.some(({ agencies }) => agencies === 'all') ? lines : [...lines, nothingDue];
}

function named(agencies: ReminderPause['agencies']): string {
  if (agencies === 'all') return '';
  const first = agencies.slice(0, namedAgencyCountMax).join('、');
  const more = agencies.length > namedAgencyCountMax ? ` 等 ${agencies.length} 个` : '';
  return `（机关 ${first}${more}）`;
}

function tell(issued: readonly IssuedReminders[], dryRun: boolean, terminal: Terminal): void {
  const count = issued.reduce((sum, { items }) => sum + items.length, 0);
  terminal.out(`${dryRun ? '应发出' : '发出'}提醒 ${count} 项：`);
  for (const { agency, items } of issued) {
    terminal.out(`机关 ${agency}`);
    for (const item of items) terminal.out(`  ${reminderSentence(item)}`);
  }
}
