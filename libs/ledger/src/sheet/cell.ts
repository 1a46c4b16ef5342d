/**
 * One cell as the file gives it. CSV knows text only; a workbook also knows numbers, dates and
 * cells that Excel could not work out. Empty cells are the empty text.
 */
export type Cell =
  | string
  /** `dateSerial` is the same number counted in days of the 1900 date system. */
  | { readonly kind: 'number'; readonly value: number; readonly dateSerial: number }
  /** A cell formatted as a date, already reduced to its day. */
  | { readonly kind: 'date'; readonly on: string }
  /** A formula whose result was never saved with the file. */
  | { readonly kind: 'noCachedValue' }
  /** `#N/A`, `#REF!` and the like. */
  | { readonly kind: 'errorValue' };

export interface SheetRow {
  /** As the spreadsheet numbers it: the first line of the file is 1. */
  readonly rowNumber: number;
  readonly cells: readonly Cell[];
  /** Bytes of the file read so far. */
  readonly bytesRead: number;
}

/** A text that a spreadsheet program would take for a formula, or that was already protected. */
const FORMULA_LIKE = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/**
 * Protects a text from being run as a formula when the file is opened in a spreadsheet program.
 * One apostrophe is put before it, as Excel itself marks text; `unprotectText` takes it off.
 */
export const protectText = (text: string): string => (FORMULA_LIKE.test(text) ? `'${text}` : text);

/** Undoes `protectText`; a formula-like text without the apostrophe stays the text it is. */
export const unprotectText = (text: string): string =>
  text.startsWith("'") && FORMULA_LIKE.test(text) ? text.slice(1) : text;

export const isBlankCell = (cell: Cell): boolean => typeof cell === 'string' && cell.trim() === '';

/** The text of a cell, dates as `YYYY-MM-DD` and whole numbers without an exponent. */
export const cellText = (cell: Cell): string => {
  if (typeof cell === 'string') return unprotectText(cell);
  if (cell.kind === 'number') return String(cell.value);
  return cell.kind === 'date' ? cell.on : '';
};
