import { readSheet } from 'read-excel-file/node';
import { addDays, isIsoDate } from '@sunledger/working-days';
import type { LedgerFault } from '../faults';
import type { Cell, SheetRow } from './cell';
import { inspectSheet, type OverlaidCells } from './sheet-inspection';
import type { OpenedLedger } from './source';
import { damagedWorkbook, packParts, unpackWorkbook, type WorkbookParts } from './workbook-archive';
import { xmlTags, type XmlTag } from './xml-tags';

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
/** Days from the origin of the 1900 date system to that of the 1904 system. */
const DAYS_BETWEEN_DATE_SYSTEMS = 1462;

interface WorkbookOutline {
  readonly firstSheetPath: string;
  readonly paths: readonly string[];
  /** As written: `1` and `true` both mean the 1904 date system. */
  readonly date1904: string;
}

const tagsOf = (part: Buffer | undefined, names: readonly string[]): XmlTag[] =>
  part === undefined ? [] : [...xmlTags(part, names)];

const pathOf = (target: string): string =>
  target.startsWith('/') ? target.slice(1) : `xl/${target}`;

/** Finds the first sheet and the parts it needs. */
const outlineOf = (parts: WorkbookParts): WorkbookOutline | undefined => {
  const workbook = tagsOf(parts.get(WORKBOOK), ['workbookPr', 'sheet']);
  const sheet = workbook.find(({ name }) => name === 'sheet');
  const properties = workbook.find(({ name }) => name === 'workbookPr');
  const relations = tagsOf(parts.get(RELATIONS), ['Relationship']).map(({ attributes }) => ({
    id: attributes.get('Id'),
    type: attributes.get('Type') ?? '',
    path: pathOf(attributes.get('Target') ?? ''),
  }));
  const first = relations.find(({ id }) => id !== undefined && id === sheet?.attributes.get('id'));
  if (first === undefined) return undefined;
  const aids = relations.filter(({ type }) => /\/(?:styles|sharedStrings)$/.test(type));
  return {
    firstSheetPath: first.path,
    paths: [first.path, ...aids.map(({ path }) => path)],
    date1904: properties?.attributes.get('date1904') ?? '0',
  };
};

type ReadCell = string | number | boolean | Date | null | undefined;

const shifted = (on: string, days: number): string =>
  days !== 0 && isIsoDate(on) ? addDays(on, days) : on;

const cellReader = (date1904: string): ((value: ReadCell) => Cell) => {
  // The workbook reader knows `1` and shifts date cells itself; it passes over `true`.
  const numberShift = date1904 === '1' || date1904 === 'true' ? DAYS_BETWEEN_DATE_SYSTEMS : 0;
  const dateShift = date1904 === 'true' ? DAYS_BETWEEN_DATE_SYSTEMS : 0;
  return (value) => {
    if (value === null || value === undefined) return '';
    if (typeof value === 'string') return value;
    if (typeof value === 'number') {
      return { kind: 'number', value, dateSerial: value + numberShift };
    }
    if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
    // Such a date is midnight UTC of the day in the cell, so its UTC day is that day everywhere.
    const on = Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
    return { kind: 'date', on: shifted(on, dateShift) };
  };
};

const overlay = (cells: Cell[], over: ReadonlyMap<number, Cell> | undefined): Cell[] => {
  if (over === undefined) return cells;
  const width = Math.max(cells.length, ...over.keys());
  return Array.from({ length: width }, (_, index) => over.get(index + 1) ?? cells[index] ?? '');
};

const readRows = async (
  parts: WorkbookParts,
  outline: WorkbookOutline,
  overlaid: OverlaidCells,
): Promise<Cell[][]> => {
  const toCell = cellReader(outline.date1904);
  // The file's own types leave the cells open; these are all the reader yields.
  const data = (await readSheet(packParts(parts), 1, { trim: false })) as unknown as ReadCell[][];
  const rowCount = [...overlaid.keys()].reduce((max, row) => Math.max(max, row), data.length);
  return Array.from({ length: rowCount }, (_, index) =>
    overlay((data[index] ?? []).map(toCell), overlaid.get(index + 1)),
  );
};

/**
 * Reads the first sheet of a workbook. Whatever the file does, memory stays within the bounds of
 * `ledgerLimits`; the generator returns the reason when the workbook is refused.
 */
export async function* readXlsxSheet(
  ledger: OpenedLedger,
): AsyncGenerator<SheetRow, LedgerFault | undefined> {
  let rows: Cell[][];
  try {
    const parts = await unpackWorkbook(await ledger.whole(), (unpacked) => [
      WORKBOOK,
      RELATIONS,
      ...(outlineOf(unpacked)?.paths ?? []),
    ]);
    if (!(parts instanceof Map)) return parts as LedgerFault;
    if (!parts.has(WORKBOOK)) {
      return {
        code: 'not-a-workbook',
        message: '压缩包内没有工作簿；请用 Excel 或 WPS 另存为 .xlsx。',
      };
    }
    const outline = outlineOf(parts);
    if (outline === undefined) return damagedWorkbook;
    const overlaid = inspectSheet(parts, outline.firstSheetPath);
    if (!(overlaid instanceof Map)) return overlaid as LedgerFault;
    rows = await readRows(parts, outline, overlaid);
  } catch {
    return damagedWorkbook;
  }
  for (const [index, cells] of rows.entries()) {
    yield { rowNumber: index + 1, cells, bytesRead: ledger.bytesTotal };
  }
  return undefined;
}
