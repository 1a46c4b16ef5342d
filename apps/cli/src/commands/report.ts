import { definitionForYear, renderHtml, renderMarkdown } from '@sunledger/annual-report';
import { type ReportQuestion } from '@sunledger/disclosure-office';
import type { Command } from 'commander';

import { orRefuse } from '../answers';
import { withOffice } from '../open-office';
import { demandDate, instantOf } from '../dates';
import { type Terminal, UsageFault } from '../terminal';
import { yearOf } from './close-year';

interface ReportOptions {
  readonly agency: string;
  readonly year: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly rollup?: boolean;
  readonly format: string;
  readonly json?: boolean;
}

const formats = ['json', 'md', 'html'] as const;
const laterFormats = ['docx', 'xlsx', 'pdf'];

export const addReportCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('report')
    .description('年度报告：由案件历史得出')
    .requiredOption('--agency <code>', '机关代码')
    .requiredOption('--year <year>', '报告年度')
    .option('--as-of <date>', '统计截止日（缺省为年末）')
    .option('--known-at <instant>', '按该时刻已登记的事实（缺省为现在）；只给日期时指该日终了')
    .option('--rollup', '汇总本机关及其全部下级')
    .option('--format <format>', `${formats.join('、')}`, 'md')
    .option('--json', '同 --format json')
    .action(async (options: ReportOptions) => {
      const format = options.json === true ? 'json' : options.format;
      const question = questionOf(options);
      demandFormat(format);
      await withOffice(async (office) => {
        const report = orRefuse(await office.reports.derive(question));
        if (format === 'json') {
          terminal.out(JSON.stringify(report, null, 2));
          return;
        }
        const definition = orRefuse(definitionForYear(question.year));
        const { prose } = await office.reports.filing(question.agency, question.year);
        const render = format === 'html' ? renderHtml : renderMarkdown;
        terminal.out(render(report, definition, { prose }));
      });
    });
};

function demandFormat(format: string): void {
  if (laterFormats.includes(format)) {
    throw new UsageFault(`本版本尚不能输出 ${format}，请用 ${formats.join('、')}。`);
  }
  if (!formats.some((known) => known === format)) {
    throw new UsageFault(`--format 只能是 ${formats.join('、')}，而不是“${format}”`);
  }
}

function questionOf({ agency, year, asOf, knownAt, rollup }: ReportOptions): ReportQuestion {
  demandDate('--as-of', asOf);
  return {
    agency,
    year: yearOf(year),
    ...(asOf === undefined ? {} : { asOf }),
    ...(knownAt === undefined ? {} : { knownAt: instantOf(knownAt) }),
    ...(rollup === true ? { rollup } : {}),
  };
}
