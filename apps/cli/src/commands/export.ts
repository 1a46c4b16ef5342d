import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

import { newLineFile, type NewLineFile } from '@sunledger/backup';
import { exportLog } from '@sunledger/event-store';
import { writeLedgerCsv, writeRemedyLedgerCsv } from '@sunledger/ledger';
import { openMovableStores } from '@sunledger/wiring';
import type { Command } from 'commander';

import { orRefuse } from '../answers';
import { refusingBackups } from '../backup-words';
import { headText } from '../log-heads';
import { settingsOfRun, withOffice } from '../open-office';
import { CommandRefused, progressLine, type Terminal, UsageFault } from '../terminal';

interface ExportOptions {
  readonly ledger?: string;
  readonly agency?: string;
  readonly withPersonalData?: boolean;
}

export const addExportCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('export <file>')
    .description(
      '导出日志（JSON Lines，可离线核验；文件名以 .gz 结尾时压缩），或以 --ledger 导出台账 CSV',
    )
    .option('--ledger <kind>', '导出台账：requests 或 remedies')
    .option('--agency <code>', '台账所属机关')
    .option('--with-personal-data', '台账中写出申请人信息和申请内容（读取行为将被记录）')
    .action(async (path: string, options: ExportOptions) => {
      demandSense(options);
      await refusingBackups(async () => {
        const file = await begun(path);
        try {
          const said =
            options.ledger === undefined
              ? await writeLog(file, terminal)
              : await writeLedger(file, options);
          await file.finish();
          terminal.out(said);
        } finally {
          await file.abandon();
        }
      });
    });
};

function demandSense({ ledger, agency }: ExportOptions): void {
  if (ledger === undefined) return;
  if (ledger !== 'requests' && ledger !== 'remedies') {
    throw new UsageFault(`--ledger 只能是 requests 或 remedies，而不是“${ledger}”`);
  }
  if (agency === undefined) throw new UsageFault('导出台账须用 --agency 指明机关。');
}

/** What is logged while the export runs stays out of it. */
async function writeLog(file: NewLineFile, terminal: Terminal): Promise<string> {
  const stores = await openMovableStores(settingsOfRun());
  const { log } = stores;
  const progress = progressLine(terminal);
  try {
    const { length } = await log.head();
    const head = await exportLog(log.logReader(), file.write, {
      upToLength: length,
      onProgress: (done) => progress.show('导出', done, length),
    });
    return `已导出 ${head.length} 条事实；日志头：${headText(head)}`;
  } finally {
    await stores.close();
  }
}

async function writeLedger(
  file: NewLineFile,
  { ledger, agency = '', withPersonalData = false }: ExportOptions,
): Promise<string> {
  return withOffice(async (office, { actor }) => {
    if (!(await office.knowsAgency(agency))) {
      orRefuse({ refused: 'agency-unknown', facts: { agency } });
    }
    const context = { commandId: office.newId(), actor };
    const sink = sinkOf(file);
    const { rowCount } =
      ledger === 'requests'
        ? await writeLedgerCsv(office.requestLedgerRows(agency, withPersonalData, context), sink)
        : await writeRemedyLedgerCsv(office.remedyLedgerRows(agency), sink);
    sink.end();
    await finished(sink);
    return `已导出台账 ${rowCount} 行。`;
  });
}

const sinkOf = (file: NewLineFile): Writable =>
  new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      Promise.resolve(file.write(chunk.toString())).then(() => done(), done);
    },
  });

/** A new file; an existing one is never overwritten by a slip. */
async function begun(path: string): Promise<NewLineFile> {
  try {
    return await newLineFile(path);
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new CommandRefused('file-unwritable', `不能写入文件 ${path}。`);
  }
}
