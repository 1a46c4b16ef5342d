import { basename } from 'node:path';

import type { ImportReport } from '@sunledger/disclosure-office';
import type { Command } from 'commander';

import { withOffice } from '../open-office';
import { CommandRefused, progressLine, type Terminal, UsageFault } from '../terminal';

interface ImportOptions {
  readonly agency: string;
  readonly kind: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const phaseWords = {
  reading: '读取',
  checking: '核对',
  sealing: '加密',
  appending: '写入',
  projecting: '汇总',
} as const;

export const addImportCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('import <file>')
    .description('导入台账（.csv 或 .xlsx）：先整体核对，再一次写入，有错则一行也不写')
    .requiredOption('--agency <code>', '台账所属机关')
    .option('--kind <kind>', 'requests（申请）或 remedies（复议、诉讼）', 'requests')
    .option('--dry-run', '只核对，不写入')
    .option('--json', '输出 JSON')
    .action(async (file: string, options: ImportOptions) => {
      const { agency, kind, dryRun = false, json = false } = options;
      if (kind !== 'requests' && kind !== 'remedies') {
        throw new UsageFault(`--kind 只能是 requests 或 remedies，而不是“${kind}”`);
      }
      await withOffice(async (office, { actor }) => {
        const progress = progressLine(terminal);
        const request = {
          agency,
          source: { fileName: basename(file), path: file },
          dryRun,
          onProgress: ({
            phase,
            done,
            total,
          }: {
            phase: keyof typeof phaseWords;
            done: number;
            total: number;
          }) => progress.show(phaseWords[phase], done, total),
        };
        const context = { commandId: office.newId(), actor, source: 'ledger' };
        if (!(await office.knowsAgency(agency))) {
          throw new CommandRefused(
            'agency-unknown',
            `没有代码为 ${agency} 的机关，请先用 agency add 登记。`,
            { agency },
          );
        }
        const report =
          kind === 'requests'
            ? await office.importRequests(request, context)
            : await office.importRemedies(request, context);
        if (json) terminal.out(JSON.stringify(report, null, 2));
        else print(report, terminal);
        if (report.faultCount > 0) {
          throw new CommandRefused(
            'ledger-refused',
            `共 ${report.faultCount} 处错误，未写入任何内容。`,
          );
        }
      });
    });
};

function print(report: ImportReport, terminal: Terminal): void {
  for (const fault of report.faults) terminal.err(fault.message);
  if (report.faultCount > report.faults.length) {
    terminal.err(`（另有 ${report.faultCount - report.faults.length} 处错误未列出）`);
  }
  if (report.faultCount > 0) return;
  for (const warning of report.warnings) {
    terminal.err(`提示：${warning.message}${rowsConcerned(warning)}`);
  }
  const { rows, added, continued, unchanged, events } = report;
  terminal.out(
    `${report.dryRun ? '核对通过（未写入）' : '导入完成'}：${rows} 行；新增 ${added} 件，` +
      `续办 ${continued} 件，无变化 ${unchanged} 件；${events} 条事实。`,
  );
}

/** Rows named after a warning; the rest are counted. */
const rowsNamedMax = 5;

function rowsConcerned({ count, rowNumbers }: ImportReport['warnings'][number]): string {
  if (count === 0) return '';
  const named = rowNumbers.slice(0, rowsNamedMax).join('、');
  return count > rowsNamedMax ? `（第 ${named} 行等 ${count} 行）` : `（第 ${named} 行）`;
}
