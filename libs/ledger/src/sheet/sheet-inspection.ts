import type { LedgerFault } from '../faults';
import { ledgerLimits } from '../limits';
import type { Cell } from './cell';
import { damagedWorkbook, type WorkbookParts } from './workbook-archive';
import { xmlTags, type XmlTag } from './xml-tags';

/** Cells that the workbook reader would misread or pass over, by row and column (from 1). */
export type OverlaidCells = ReadonlyMap<number, ReadonlyMap<number, Cell>>;

const OVERLAID_CELL_COUNT_MAX = 100_000;
const CELL_REFERENCE = /^([A-Z]{1,3})([1-9]\d{0,6})$/;
const ROW_NUMBER = /^[1-9]\d{0,6}$/;

/** `A` is 1, `Z` 26, `AA` 27. */
const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  hasFormula: boolean;
  /** The text of its value; undefined when it has none. */
  value: string | undefined;
}

class SheetInspection {
  readonly overlaid = new Map<number, Map<number, Cell>>();
  private overlaidCount = 0;
  private rowsWithValues = 0;
  private lastRowWithValue = 0;
  private open: OpenCell | undefined;

  /** Takes the next tag; answers with the reason as soon as the sheet cannot be accepted. */
  take(tag: XmlTag): LedgerFault | undefined {
    switch (tag.name) {
      case 'row':
        return this.row(tag);
      case 'c':
        return this.close() ?? this.cell(tag);
      case 'f':
        if (this.open !== undefined) this.open.hasFormula = true;
        return undefined;
      default:
        // `v` and `is`; a cell has at most one of them.
        if (this.open !== undefined) this.open.value = tag.text;
        return undefined;
    }
  }

  close(): LedgerFault | undefined {
    const { open } = this;
    this.open = undefined;
    if (open === undefined) return undefined;
    const overlay = this.overlayOf(open);
    if (overlay !== undefined && this.overlaidCount < OVERLAID_CELL_COUNT_MAX) {
      this.overlaidCount += 1;
      const row = this.overlaid.get(open.row) ?? new Map<number, Cell>();
      this.overlaid.set(open.row, row.set(open.column, overlay));
    }
    return open.value === undefined ? undefined : this.countValue(open);
  }

  private row(tag: XmlTag): LedgerFault | undefined {
    const number = tag.attributes.get('r');
    if (number === undefined) return undefined;
    return ROW_NUMBER.test(number) && Number(number) <= ledgerLimits.sheetRowNumberMax
      ? undefined
      : damagedWorkbook;
  }

  private cell(tag: XmlTag): LedgerFault | undefined {
    const match = CELL_REFERENCE.exec(tag.attributes.get('r') ?? '');
    const row = Number(match?.[2] ?? 0);
    if (row < 1 || row > ledgerLimits.sheetRowNumberMax) return damagedWorkbook;
    this.open = {
      row,
      column: columnNumber(match?.[1] ?? ''),
      type: tag.attributes.get('t') ?? 'n',
      hasFormula: false,
      value: undefined,
    };
    return undefined;
  }

  private overlayOf(cell: OpenCell): Cell | undefined {
    if (cell.type === 'e') return { kind: 'errorValue' };
    if (cell.hasFormula && cell.value === undefined) return { kind: 'noCachedValue' };
    // An ISO date cell is taken by its digits: read as an instant it would depend on a time zone.
    if (cell.type === 'd' && cell.value !== undefined) {
      return { kind: 'date', on: cell.value.slice(0, 10) };
    }
    return undefined;
  }

  private countValue({ row, column }: OpenCell): LedgerFault | undefined {
    if (column > ledgerLimits.columnCountMax) {
      return {
        code: 'too-many-columns',
        message: `列数超过上限 ${ledgerLimits.columnCountMax}；请删去台账以外的列。`,
      };
    }
    if (row === this.lastRowWithValue) return undefined;
    this.lastRowWithValue = row;
    this.rowsWithValues += 1;
    return this.rowsWithValues > ledgerLimits.rowCountMax + 1 ? tooManyRows : undefined;
  }
}

export const tooManyRows: LedgerFault = {
  code: 'too-many-rows',
  message: `数据行数超过上限 ${ledgerLimits.rowCountMax}；请按年度拆成几个文件分别导入。`,
};

/**
 * Walks the parts that will be handed to the workbook reader and refuses what would make it claim memory
 * without bound (row and column numbers are filled up to), before it sees them.
 */
export const inspectSheet = (
  parts: WorkbookParts,
  sheetPath: string,
): OverlaidCells | LedgerFault => {
  let overlaid: OverlaidCells = new Map();
  for (const [path, part] of parts) {
    const inspection = new SheetInspection();
    const tags = xmlTags(part, ['row', 'c', 'f', 'v', 'is']);
    let next = tags.next();
    for (; next.done !== true; next = tags.next()) {
      const fault = inspection.take(next.value);
      if (fault !== undefined) return fault;
    }
    const fault = next.value ? inspection.close() : damagedWorkbook;
    if (fault !== undefined) return fault;
    if (path === sheetPath) overlaid = inspection.overlaid;
  }
  return overlaid;
};
