import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { LedgerFault } from '../faults';
import { inMebibytes, ledgerLimits } from '../limits';

/** Where a ledger comes from: bytes in memory (an upload) or a file on this machine. */
export type LedgerSource = { readonly fileName: string } & (
  | { readonly bytes: Uint8Array; readonly path?: undefined }
  | { readonly path: string; readonly bytes?: undefined }
);

/** A file whose size and kind have been judged and whose contents have not. */
export interface OpenedLedger {
  readonly format: 'csv' | 'xlsx';
  readonly bytesTotal: number;
  readonly chunks: () => AsyncIterable<Buffer>;
  readonly whole: () => Promise<Buffer>;
}

const CHUNK_BYTES = 64 * 1024;
const ZIP_SIGNATURE = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
/** The compound file of Excel 97–2003; an encrypted .xlsx is wrapped in one as well. */
const COMPOUND_SIGNATURE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ENCRYPTED_STREAM_NAME = Buffer.from('EncryptedPackage', 'utf16le');
/** The directory of a compound file stands within its first sectors. */
const COMPOUND_PROBE_BYTES = 1024 * 1024;

const SAVE_AS_XLSX = '请在 Excel 或 WPS 中“另存为”“Excel 工作簿 (*.xlsx)”后再导入。';

async function* slices(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    yield bytes.subarray(from, from + CHUNK_BYTES);
  }
}

const beginning = async (path: string, length: number): Promise<Buffer> => {
  if (length === 0) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: length - 1 })) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
};

const judgeFormat = (fileName: string, head: Buffer): 'csv' | 'xlsx' | LedgerFault => {
  const starts = (signature: Buffer) => head.subarray(0, signature.length).equals(signature);
  if (starts(COMPOUND_SIGNATURE)) {
    return head.includes(ENCRYPTED_STREAM_NAME)
      ? {
          code: 'encrypted-workbook',
          message: '该工作簿设有打开密码，无法读取；请取消密码后另存一份再导入。',
        }
      : { code: 'old-xls', message: `这是旧版 .xls 工作簿，无法读取；${SAVE_AS_XLSX}` };
  }
  const extension = extname(fileName).toLowerCase();
  if (extension === '.xls') {
    return { code: 'old-xls', message: `不读取 .xls 文件；${SAVE_AS_XLSX}` };
  }
  if (extension !== '.csv' && extension !== '.xlsx') {
    return { code: 'file-kind-unknown', message: '台账须为 .csv 或 .xlsx 文件。' };
  }
  const isArchive = starts(ZIP_SIGNATURE);
  if (isArchive === (extension === '.xlsx')) return isArchive ? 'xlsx' : 'csv';
  return {
    code: 'file-kind-mismatch',
    message: isArchive
      ? '文件名为 .csv，内容却是工作簿或压缩包；请用 Excel 或 WPS 打开后重新保存。'
      : `文件名为 .xlsx，内容却不是工作簿；${SAVE_AS_XLSX}`,
  };
};

const tooLarge = (bytes: number): LedgerFault => ({
  code: 'file-too-large',
  message:
    `文件有 ${inMebibytes(bytes)}，超过上限 ${inMebibytes(ledgerLimits.fileBytesMax)}；` +
    '请按年度拆成几个文件分别导入。',
});

/** Judges size and kind of a file by its first bytes; reads no further. */
export const openLedger = async (source: LedgerSource): Promise<OpenedLedger | LedgerFault> => {
  const { fileName, path } = source;
  let bytesTotal: number;
  let head: Buffer;
  let bytes: Buffer = Buffer.alloc(0);
  try {
    if (path === undefined) {
      bytes = Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.byteLength);
      bytesTotal = bytes.length;
      head = bytes.subarray(0, COMPOUND_PROBE_BYTES);
    } else {
      const found = await stat(path);
      if (!found.isFile()) throw new Error('not a plain file');
      bytesTotal = found.size;
      if (bytesTotal > ledgerLimits.fileBytesMax) return tooLarge(bytesTotal);
      head = await beginning(path, COMPOUND_PROBE_BYTES);
    }
  } catch {
    return { code: 'file-unreadable', message: '打不开该文件；请检查路径和读取权限。' };
  }
  if (bytesTotal > ledgerLimits.fileBytesMax) return tooLarge(bytesTotal);
  if (bytesTotal === 0) return { code: 'file-empty', message: '文件是空的。' };
  const format = judgeFormat(fileName, head);
  if (typeof format === 'object') return format;
  return {
    format,
    bytesTotal,
    // The end is fixed so that a file which grows while it is read stays within the bound.
    chunks: () =>
      path === undefined ? slices(bytes) : createReadStream(path, { end: bytesTotal - 1 }),
    whole: async () => (path === undefined ? bytes : readFile(path)),
  };
};
