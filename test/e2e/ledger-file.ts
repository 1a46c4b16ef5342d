import { writeFileSync } from 'node:fs';

import { csvOf } from '@sunledger/ledger/testing';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';

import type { LedgerCells } from './request-ledger';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Writes rows as a CSV file, with a byte order mark as Excel would or without one. */
export function csvFile(path: string, rows: readonly LedgerCells[], marked = false): string {
  const text = csvOf(...rows);
  writeFileSync(path, marked ? Buffer.concat([byteOrderMark, text]) : text);
  return path;
}

const writtenDay = /^(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?$/;

/** Writes rows as a workbook; every day becomes a date cell. */
export async function xlsxFile(path: string, rows: readonly LedgerCells[]): Promise<string> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (text: string) => {
    const day = writtenDay.exec(text);
    if (day === null) return text;
    const [, year, month, date] = day;
    return {
      value: new Date(Date.UTC(Number(year), Number(month) - 1, Number(date))),
      type: Date,
      format: 'yyyy/m/d',
    };
  };
  const sheet: SheetData = [
    names,
    ...rows.map((row) => names.map((name) => (row[name] === undefined ? null : cell(row[name])))),
  ];
  writeFileSync(path, await writeXlsxFile(sheet).toBuffer());
  return path;
}
