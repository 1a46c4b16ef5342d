import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import {
  type LogFaultCode,
  type LogHead,
  type Verification,
  verifyExport,
  verifyLog,
} from '@sunledger/event-store';
import { openLogFile } from '@sunledger/wiring';
import type { Command } from 'commander';

import { settingsOfRun } from '../open-office';
import { CommandRefused, progressLine, type Terminal, UsageFault } from '../terminal';

interface VerifyOptions {
  readonly file?: string;
  readonly export?: string;
  readonly head: readonly string[];
  readonly json?: boolean;
}

const collect = (value: string, earlier: readonly string[]) => [...earlier, value];

export const addVerifyCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('verify')
    .description('核验日志：每条事实的哈希、链和整棵树；可与先前记下的日志头比对')
    .option('--file <sunledger.db>', '核验另一份数据文件（如备份）')
    .option('--export <file.jsonl>', '核验导出的日志')
    .option('--head <position:root>', '先前记下的日志头，可重复', collect, [])
    .option('--json', '输出 JSON')
    .action(async (options: VerifyOptions) => {
      const progress = progressLine(terminal);
      const checks = {
        expectedHeads: options.head.map(headOf),
        onProgress: (done: number) => progress.show('核验', done, done),
      };
      const result =
        options.export === undefined
          ? await verifyFile(
              options.file ?? join(settingsOfRun().dataDirectory, 'sunledger.db'),
              checks,
            )
          : await verifyExport(linesOf(options.export), checks);
      show(result, options.json === true, terminal);
    });
};

async function verifyFile(path: string, checks: Parameters<typeof verifyLog>[1]) {
  if (!existsSync(path)) throw new CommandRefused('file-missing', `没有数据文件 ${path}。`);
  const log = openLogFile(path);
  try {
    return await verifyLog(log, checks);
  } finally {
    log.close();
  }
}

function linesOf(path: string) {
  if (!existsSync(path)) throw new CommandRefused('file-missing', `没有文件 ${path}。`);
  return createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
}

function headOf(text: string): LogHead {
  const [position = '', treeRoot = ''] = text.split(':');
  if (!/^\d+$/.test(position) || !/^[0-9a-f]{64}$/.test(treeRoot)) {
    throw new UsageFault(`--head 应写作 位置:树根（64 位十六进制），而不是“${text}”`);
  }
  return { position: Number(position), treeRoot };
}

const faultWords: Readonly<Record<LogFaultCode, string>> = {
  'event-changed': '事实被改动',
  'event-removed': '事实被删除',
  'events-reordered': '事实的次序被改动',
  'order-changed': '有事实被插入、取走或移动',
  'log-truncated': '日志被截断（比先前记下的短）',
  'history-rewritten': '历史被整体改写（与先前记下的日志头不符）',
  'line-unreadable': '导出文件有一行无法读取',
  'head-missing': '导出文件不完整（缺少末行的日志头）',
  'head-differs': '导出文件末行的日志头与内容不符',
};

function show(result: Verification, json: boolean, terminal: Terminal): void {
  if (json) terminal.out(JSON.stringify(result, null, 2));
  if (result.holds) {
    const { position, treeRoot } = result.head;
    if (!json) {
      terminal.out(`日志完好：${position} 条事实。`);
      terminal.out(`日志头：${position}:${treeRoot}`);
      terminal.out('请记下日志头（打印、签名），以后用 verify --head 比对。');
    }
    return;
  }
  const { code, position, stream, revision, id, detail } = result.fault;
  const where = [
    `位置 ${position}`,
    stream === undefined ? '' : `流 ${stream} 第 ${(revision ?? 0) + 1} 条`,
    id === undefined ? '' : `事实 ${id}`,
  ];
  throw new CommandRefused(
    code,
    `日志不完好：${faultWords[code]}；${where.filter(Boolean).join('，')}。${detail}`,
    { ...result.fault },
  );
}
