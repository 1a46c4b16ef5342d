import { addDays, isIsoDate, type IsoDate } from '@sunledger/working-days';
import { cellText, type Cell } from './cell';

export type DateReading = { readonly on: IsoDate } | 'unreadable' | 'unreal';

const TIME_OF_DAY = '(?:[ T]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?)?';
const WRITTEN_DATE = new RegExp(
  `^(?:(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})|(\\d{4})年(\\d{1,2})月(\\d{1,2})[日号])${TIME_OF_DAY}$`,
);

/**
 * Serial 60 is 1900-02-29, a day that only Excel knows; from serial 61 on, days count from this one.
 * Nothing in a ledger is older.
 */
const SERIAL_ORIGIN: IsoDate = '1899-12-30';
const SERIAL_MIN = 61;
/** 9999-12-31, the last day Excel knows. */
const SERIAL_MAX = 2_958_465;

const fromSerial = (serial: number): DateReading =>
  serial >= SERIAL_MIN && serial < SERIAL_MAX + 1
    ? { on: addDays(SERIAL_ORIGIN, Math.floor(serial)) }
    : 'unreadable';

const fromText = (text: string): DateReading => {
  const match = WRITTEN_DATE.exec(text.normalize('NFKC').trim());
  if (match === null) return 'unreadable';
  const year = match[1] ?? match[5] ?? '';
  const month = (match[3] ?? match[6] ?? '').padStart(2, '0');
  const day = (match[4] ?? match[7] ?? '').padStart(2, '0');
  const on = `${year}-${month}-${day}`;
  return isIsoDate(on) ? { on } : 'unreal';
};

/**
 * Reads a date cell: `2019-03-04`, `2019/3/4`, `2019.3.4`, `2019年3月4日`, each with or without a time
 * of day (which is dropped), an Excel date, or the bare serial number of one. No time zone is ever
 * involved: a day stays the day that was typed.
 */
export const readLedgerDate = (cell: Cell): DateReading =>
  typeof cell === 'object' && cell.kind === 'number'
    ? fromSerial(cell.dateSerial)
    : fromText(cellText(cell));
