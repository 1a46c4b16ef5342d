import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';

import { exportLog } from '@sunledger/event-store';
import { writeLedgerCsv, writeRemedyLedgerCsv } from '@sunledger/ledger';
import { openOffice, type OpenOffice } from '@sunledger/wiring';
import type { Command } from 'commander';

import { orRefuse } from '../answers';
import { settingsOfRun } from '../open-office';
import { CommandRefused, progressLine, type Terminal, UsageFault } from '../terminal';

interface ExportOptions {
  readonly ledger?: string;
  readonly agency?: string;
  readonly withPersonalData?: boolean;
}

export const addExportCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('export <file>')
    .description('导出日志（JSON Lines，可离线核验），或以 --ledger 导出台账 CSV')
    .option('--ledger <kind>', '导出台账：requests 或 remedies')
    .option('--agency <code>', '台账所属机关')
    .option('--with-personal-data', '台账中写出申请人信息和申请内容（读取行为将被记录）')
    .action(async (file: string, options: ExportOptions) => {
      demandSense(options);
      const settings = settingsOfRun();
      const open = await openOffice(settings);
      const sink = await opened(file);
      try {
        if (options.ledger === undefined) await writeLog(open, sink, terminal);
        else await writeLedger(open, sink, options, settings.actor, terminal);
        sink.end();
        await once(sink, 'close');
      } finally {
        sink.destroy();
        await open.close();
      }
    });
};

function demandSense({ ledger, agency }: ExportOptions): void {
  if (ledger === undefined) return;
  if (ledger !== 'requests' && ledger !== 'remedies') {
    throw new UsageFault(`--ledger 只能是 requests 或 remedies，而不是“${ledger}”`);
  }
  if (agency === undefined) throw new UsageFault('导出台账须用 --agency 指明机关。');
}

async function writeLog({ log }: OpenOffice, sink: WriteStream, terminal: Terminal): Promise<void> {
  const progress = progressLine(terminal);
  const write = async (line: string) => {
    if (!sink.write(line)) await once(sink, 'drain');
  };
  const head = await exportLog(log.logReader(), write, (done) => progress.show('导出', done, done));
  terminal.out(`已导出 ${head.position} 条事实；日志头：${head.position}:${head.treeRoot}`);
}

async function writeLedger(
  { office }: OpenOffice,
  sink: WriteStream,
  { ledger, agency = '', withPersonalData = false }: ExportOptions,
  actor: string,
  terminal: Terminal,
): Promise<void> {
  if (!(await office.knowsAgency(agency))) {
    orRefuse({ refused: 'agency-unknown', facts: { agency } });
  }
  const context = { commandId: office.newId(), actor };
  const { rowCount } =
    ledger === 'requests'
      ? await writeLedgerCsv(office.requestLedgerRows(agency, withPersonalData, context), sink)
      : await writeRemedyLedgerCsv(office.remedyLedgerRows(agency), sink);
  terminal.out(`已导出台账 ${rowCount} 行。`);
}

/** A new file; an existing one is never overwritten by a slip. */
async function opened(file: string): Promise<WriteStream> {
  const sink = createWriteStream(file, { flags: 'wx' });
  try {
    await once(sink, 'open');
    return sink;
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw new CommandRefused(
      exists ? 'file-exists' : 'file-unwritable',
      exists ? `文件 ${file} 已存在，请换一个文件名。` : `不能写入文件 ${file}。`,
    );
  }
}
