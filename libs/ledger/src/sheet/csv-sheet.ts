import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LedgerFault } from '../faults';
import { ledgerLimits } from '../limits';
import type { SheetRow } from './cell';
import type { OpenedLedger } from './source';

const notUtf8: LedgerFault = {
  code: 'encoding-not-utf8',
  message:
    '文件不是 UTF-8 编码（可能是 GBK 或 UTF-16）；请在 Excel 或 WPS 中“另存为”，' +
    '文件类型选“CSV UTF-8（逗号分隔）(*.csv)”，再导入。',
};

class NotUtf8 extends Error {}

async function* decoded(
  chunks: AsyncIterable<Buffer>,
  progress: { bytesRead: number },
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new NotUtf8();
    }
  };
  for await (const chunk of chunks) {
    const text = decode(chunk);
    // UTF-16 without a byte order mark is sound UTF-8 as long as it is Latin; NUL gives it away.
    if (text.includes('\0')) throw new NotUtf8();
    progress.bytesRead += chunk.length;
    yield text;
  }
  yield decode();
}

const faultOf = (error: unknown): LedgerFault => {
  if (error instanceof NotUtf8) return notUtf8;
  if (error instanceof CsvError) {
    const where = typeof error['lines'] === 'number' ? `第 ${error['lines']} 行附近，` : '';
    return error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? { code: 'quote-not-closed', message: `${where}有引号没有配对；请补上或删去该引号。` }
      : {
          code: 'record-too-long',
          message: `${where}一行过长或引号错乱，无法读取；请检查该行的引号和逗号。`,
        };
  }
  return { code: 'file-unreadable', message: '读取文件时出错；请检查文件后重试。' };
};

/**
 * Reads a CSV file row by row in bounded memory; blank lines are rows too, so that numbers agree with
 * the spreadsheet. The generator returns the reason when the file cannot be read to its end.
 */
export async function* readCsvSheet(
  ledger: OpenedLedger,
): AsyncGenerator<SheetRow, LedgerFault | undefined> {
  const progress = { bytesRead: 0 };
  const parser = parse({
    relax_column_count: true,
    // Offices write 关于"三公"经费 without doubling the quotes.
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: ledgerLimits.csvRecordCharactersMax,
  });
  const feeding = pipeline(Readable.from(decoded(ledger.chunks(), progress)), parser).catch(
    // The same error reaches the loop below through the parser.
    () => undefined,
  );
  let rowNumber = 0;
  try {
    for await (const record of parser) {
      rowNumber += 1;
      yield { rowNumber, cells: record as string[], bytesRead: progress.bytesRead };
    }
    await feeding;
    return undefined;
  } catch (error) {
    return faultOf(error);
  }
}
