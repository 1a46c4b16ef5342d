import type { LogFault, LogFaultCode } from '@sunledger/event-store';

import { CommandRefused } from './terminal';

const words: Readonly<Record<LogFaultCode, string>> = {
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

/** What is wrong with a log and where, in one Chinese sentence and the detail behind it. */
export function logFaultSentence({ code, position, stream, revision, id, detail }: LogFault) {
  const where = [
    `位置 ${position}`,
    stream === undefined ? '' : `流 ${stream} 第 ${(revision ?? 0) + 1} 条`,
    id === undefined ? '' : `事实 ${id}`,
  ];
  return `${words[code]}；${where.filter(Boolean).join('，')}。${detail}`;
}

/** A log that does not hold, as a refused command. */
export const logFaultRefusal = (fault: LogFault): CommandRefused =>
  new CommandRefused(fault.code, `日志不完好：${logFaultSentence(fault)}`, { ...fault });
