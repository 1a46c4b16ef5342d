import { BackupRefused, type BackupRefusalCode, asRefused } from '@sunledger/backup';
import type { LogFault } from '@sunledger/event-store';

import { logFaultSentence } from './log-fault-words';
import { CommandRefused } from './terminal';

type Facts = Readonly<Record<string, unknown>>;

const sentences: Readonly<Record<BackupRefusalCode, (facts: Facts) => string>> = {
  'file-exists': ({ path }) => `${text(path)} 已存在，请换一个名称；已有的文件不会被覆盖。`,
  'file-missing': ({ path }) => `没有文件 ${text(path)}。`,
  'file-unreadable': ({ path, detail }) => `文件 ${text(path)} 已损坏或不完整（${text(detail)}）。`,
  'backup-missing': ({ path }) => `${text(path)} 不是完整的备份：没有 manifest.json。`,
  'backup-newer': ({ path, version, known }) =>
    `备份 ${text(path)} 由较新的版本制作（格式 ${text(version)}，本版本只认识 ${text(known)}）：请先升级。`,
  'manifest-changed': ({ path }) => `备份清单 ${text(path)} 被改动或已损坏，此备份不可用。`,
  'file-changed': ({ path }) =>
    `备份文件 ${text(path)} 与制作时不同（被改动或已损坏），此备份不可用。`,
  'log-broken': ({ path, fault }) =>
    `日志${path === undefined ? '' : ` ${text(path)} `}不完好：${faultText(fault)}`,
  'head-not-contained': ({ path, fault }) =>
    `日志 ${text(path)} 与先前记下的日志头不符：${faultText(fault)}`,
  'system-not-empty': ({ length }) =>
    `此系统不是空的（已有 ${text(length)} 条事实或已有密钥）：只能恢复到空系统。若是继续上次中断的恢复，请加 --resume。`,
  'keys-missing': ({ sealed, missing }) =>
    `日志中有 ${text(sealed)} 件的个人信息是加密的，其中 ${text(missing)} 件既没有密钥也没有清除记录：密钥库可能被清空或换过。没有制作备份，请立即停止系统，找回密钥库（见 docs/guide/operator.md 第 8 节）。`,
  'policy-differs': ({ path }) =>
    `口径文件 ${text(path)} 与备份中的不同，报告数字会因此不同：请先改为一致，或移走它。`,
  'log-differs': ({ ordinal, found, fields }) =>
    `此系统已有其他事实：第 ${text(ordinal)} 条（${placeText(found)}）${fieldsText(fields)}。没有写入任何内容。`,
  'head-differs': ({ expected, found }) =>
    `恢复后的日志头 ${text(found)} 与备份的 ${text(expected)} 不同。`,
  'reports-differ': ({ reports }) => `恢复后以下年度报告与备份时不同：${text(reports)}。`,
};

const text = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? '');

const isObject = (value: unknown): value is Facts => typeof value === 'object' && value !== null;

const faultText = (fault: unknown): string =>
  // The fact `fault` is always a LogFault.
  isObject(fault) ? logFaultSentence(fault as unknown as LogFault) : '长度与备份清单不符。';

const placeText = (found: unknown): string =>
  isObject(found) ? `流 ${text(found['stream'])}，事实 ${text(found['id'])}` : '';

const fieldsText = (fields: unknown): string =>
  Array.isArray(fields) && fields.length > 0
    ? `与文件中的不同（${fields.join('、')}）`
    : '不在文件中';

/** Runs what works with exports and backups; refusals become those of the command line. */
export async function refusingBackups<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const refused = asRefused(error);
    if (!(refused instanceof BackupRefused)) throw error;
    const { code, facts } = refused;
    throw new CommandRefused(code, sentences[code](facts), facts);
  }
}
