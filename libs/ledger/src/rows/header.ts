import { quoted, type FaultLog, type WarningLog } from '../faults';
import { ledgerLimits } from '../limits';
import { cellText, isBlankCell, type SheetRow } from '../sheet/cell';
import { columnsOf, type LedgerColumn } from './columns';
import type { LedgerKind } from './ledger-row';

/** Where the known columns stand in this file. */
export interface LedgerHeader {
  readonly indexByName: ReadonlyMap<string, number>;
  /** Cells in the header row; data beyond them belongs to no column. */
  readonly width: number;
  /** Header cells left empty. */
  readonly unnamed: readonly number[];
}

/** The documentation marks required columns with `*`, and people copy it. */
const headerName = (text: string): string => text.normalize('NFKC').replace(/\s|\*/g, '');

const namesOf = (columns: readonly LedgerColumn[]): string =>
  columns.map(({ name, required }) => (required ? `${name}*` : name)).join('、');

const widthOf = ({ cells }: SheetRow): number => {
  let width = cells.length;
  while (width > 0 && isBlankCell(cells[width - 1] ?? '')) width -= 1;
  return width;
};

interface HeaderNames {
  readonly indexByName: Map<string, number>;
  readonly duplicates: Set<string>;
  readonly unknown: string[];
  readonly unnamed: number[];
}

const sortNames = (row: SheetRow, width: number, columns: readonly LedgerColumn[]): HeaderNames => {
  const known = new Set(columns.map(({ name }) => name));
  const sorted: HeaderNames = {
    indexByName: new Map(),
    duplicates: new Set(),
    unknown: [],
    unnamed: [],
  };
  for (const [index, cell] of row.cells.slice(0, width).entries()) {
    const written = cellText(cell);
    const name = headerName(written);
    if (name === '') sorted.unnamed.push(index);
    else if (!known.has(name)) sorted.unknown.push(written);
    else if (sorted.indexByName.has(name)) sorted.duplicates.add(name);
    else sorted.indexByName.set(name, index);
  }
  return sorted;
};

/**
 * Matches the first row that is not blank against the documented columns. All shortcomings are put
 * into the logs at once.
 * @returns undefined when the file cannot be read with this header
 */
export const readHeader = (
  row: SheetRow,
  kind: LedgerKind,
  faults: FaultLog,
  warnings: WarningLog,
): LedgerHeader | undefined => {
  const columns = columnsOf(kind);
  const { rowNumber } = row;
  const width = widthOf(row);
  if (width > ledgerLimits.columnCountMax) {
    const message = `列数超过上限 ${ledgerLimits.columnCountMax}；请删去台账以外的列。`;
    faults.add({ code: 'too-many-columns', rowNumber, message });
    return undefined;
  }
  const { indexByName, duplicates, unknown, unnamed } = sortNames(row, width, columns);
  if (indexByName.size === 0) {
    // Without a header this row is data; it may name a person and is not repeated.
    const separated = row.cells.some((cell) => /[\t;；]/.test(cellText(cell)))
      ? '（列之间须用英文逗号分隔）'
      : '';
    const message = `第 ${rowNumber} 行不是表头${separated}；表头可用的列为：${namesOf(columns)}。`;
    faults.add({ code: 'header-missing', rowNumber, message });
    return undefined;
  }
  for (const { name, required } of columns) {
    if (duplicates.has(name)) {
      const message = `列“${name}”出现了不止一次；请只保留一列。`;
      faults.add({ code: 'column-duplicate', rowNumber, column: name, message });
    }
    if (required && !indexByName.has(name)) {
      const message = `缺少必需的列“${name}”。`;
      faults.add({ code: 'column-missing', rowNumber, column: name, message });
    }
  }
  for (const name of unknown) {
    const message = `不认识的列“${quoted(name)}”，该列不导入。`;
    warnings.add({ code: 'column-unknown', column: quoted(name), message });
  }
  return faults.count === 0 ? { indexByName, width, unnamed } : undefined;
};
