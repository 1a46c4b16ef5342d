import { defaultPolicy } from '@sunledger/policy';
import type { IsoDate } from '@sunledger/working-days';
import { FaultLog, WarningLog, type LedgerFault, type LedgerWarning } from './faults';
import { ledgerLimits } from './limits';
import { noteMissingEvidence } from './rows/evidence';
import { readHeader, type LedgerHeader } from './rows/header';
import type { LedgerPolicy } from './rows/ledger-policy';
import type { LedgerKind, LedgerRow, RemedyRow, RequestRow } from './rows/ledger-row';
import { readRemedyRow } from './rows/remedy-row';
import { readRequestRow } from './rows/request-row';
import { RowCells } from './rows/row-cells';
import { isBlankCell, type SheetRow } from './sheet/cell';
import { readCsvSheet } from './sheet/csv-sheet';
import { tooManyRows } from './sheet/sheet-inspection';
import { openLedger, type LedgerSource } from './sheet/source';
import { readXlsxSheet } from './sheet/xlsx-sheet';

/** How far the reading of a file has come. */
export interface LedgerProgress {
  /** Data rows read, blank lines not counted. */
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

export type LedgerQuery<Kind extends LedgerKind = LedgerKind> = LedgerSource & {
  readonly kind: Kind;
  /** The present day in Asia/Shanghai; nothing in a ledger may lie beyond it. */
  readonly today: IsoDate;
  /** Switches of the office; the defaults of the policy when left out. */
  readonly policy?: LedgerPolicy;
  /** Called every `ledgerLimits.progressRowCount` rows and once at the end. */
  readonly onProgress?: (progress: LedgerProgress) => void;
};

/** A ledger read whole: either every row, or the reasons why none of them may be used. */
export interface LedgerReading<Row extends LedgerRow = LedgerRow> {
  /** In the order of the file; empty as soon as there is one fault. */
  readonly rows: readonly Row[];
  /** The first `ledgerLimits.faultCountListedMax` faults, those of the whole file first. */
  readonly faults: readonly LedgerFault[];
  /** All faults, listed or not. */
  readonly faultCount: number;
  readonly warnings: readonly LedgerWarning[];
  /** Data rows found, sound or not. */
  readonly rowCount: number;
}

/** The state of one reading; the header is known once the first row with content was seen. */
class Reading {
  readonly faults = new FaultLog();
  readonly warnings = new WarningLog();
  readonly rows: LedgerRow[] = [];
  rowCount = 0;
  private header: LedgerHeader | undefined;
  private readonly firstBearers = new Map<string, number>();
  private readonly policy: LedgerPolicy;

  constructor(private readonly query: LedgerQuery) {
    this.policy = query.policy ?? defaultPolicy;
  }

  get hasHeader(): boolean {
    return this.header !== undefined;
  }

  /** @returns whether reading should go on */
  take(row: SheetRow): boolean {
    if (row.cells.every(isBlankCell)) return true;
    if (this.header === undefined) {
      this.header = readHeader(row, this.query.kind, this.faults, this.warnings);
      return this.header !== undefined;
    }
    if (this.rowCount === ledgerLimits.rowCountMax) {
      this.faults.addFirst(tooManyRows);
      return false;
    }
    this.rowCount += 1;
    this.takeDataRow(row, this.header);
    return true;
  }

  private takeDataRow(row: SheetRow, header: LedgerHeader): void {
    const { faults, warnings } = this;
    const { kind, today } = this.query;
    const cells = new RowCells(row, header, { kind, today, faults, warnings });
    if (kind === 'requests') this.takeRequest(cells);
    else this.takeRemedy(cells);
  }

  private takeRequest(cells: RowCells): void {
    // Asked before the row is judged: a number counts as taken even by a faulty row.
    const serialNumber = cells.serialNumber('登记编号');
    this.refuseSecondBearer(cells, serialNumber, {
      code: 'duplicate-serial-number',
      sentence: (first) => `与第 ${first} 行的登记编号相同；一件申请只占一行。`,
    });
    const row = readRequestRow(cells, this.policy);
    if (row === undefined) return;
    noteMissingEvidence(row, this.warnings);
    this.rows.push(row);
  }

  private takeRemedy(cells: RowCells): void {
    const row = readRemedyRow(cells);
    if (row === undefined) return;
    // One request may well have several remedies, but not the same one twice.
    this.refuseSecondBearer(cells, `${row.serialNumber}\n${row.kind}\n${row.acceptedOn}`, {
      code: 'duplicate-remedy',
      sentence: (first) => `与第 ${first} 行的登记编号、类型和受理日期都相同。`,
    });
    if (cells.isSound) this.rows.push(row);
  }

  private refuseSecondBearer(
    cells: RowCells,
    mark: string | undefined,
    fault: {
      code: 'duplicate-serial-number' | 'duplicate-remedy';
      sentence: (first: number) => string;
    },
  ): void {
    if (mark === undefined) return;
    const key = mark.normalize('NFKC');
    const first = this.firstBearers.get(key);
    if (first === undefined) {
      this.firstBearers.set(key, cells.rowNumber);
      return;
    }
    const { code, sentence } = fault;
    cells.fault('登记编号', { code, message: sentence(first), otherRowNumber: first });
  }
}

const resultOf = (reading: Reading): LedgerReading => {
  const { faults, warnings, rows, rowCount } = reading;
  return {
    rows: faults.count === 0 ? rows : [],
    faults: faults.faults,
    faultCount: faults.count,
    warnings: warnings.warnings,
    rowCount,
  };
};

/**
 * Reads a ledger (.csv in UTF-8, or the first sheet of an .xlsx) and judges it whole. All faults of all
 * rows are found. It throws for nothing that a file can contain: a broken, hostile or absent file is
 * answered with reasons.
 */
export async function readLedger(
  query: LedgerQuery<'requests'>,
): Promise<LedgerReading<RequestRow>>;
export async function readLedger(query: LedgerQuery<'remedies'>): Promise<LedgerReading<RemedyRow>>;
export async function readLedger(query: LedgerQuery): Promise<LedgerReading>;
export async function readLedger(query: LedgerQuery): Promise<LedgerReading> {
  const reading = new Reading(query);
  const ledger = await openLedger(query);
  if ('code' in ledger) {
    reading.faults.add(ledger);
    return resultOf(reading);
  }
  const { bytesTotal } = ledger;
  const sheet = ledger.format === 'csv' ? readCsvSheet(ledger) : readXlsxSheet(ledger);
  let bytesRead = 0;
  let next = await sheet.next();
  while (next.done !== true) {
    const row = next.value;
    ({ bytesRead } = row);
    if (!reading.take(row)) break;
    const { rowCount } = reading;
    if (rowCount > 0 && rowCount % ledgerLimits.progressRowCount === 0) {
      query.onProgress?.({ rowsRead: rowCount, bytesRead, bytesTotal });
    }
    next = await sheet.next();
  }
  if (next.done === true && next.value !== undefined) reading.faults.addFirst(next.value);
  else await sheet.return(undefined);

  const { faults, warnings, rowCount } = reading;
  if (faults.count === 0 && !reading.hasHeader) {
    faults.add({ code: 'file-empty', message: '文件里没有任何内容。' });
  }
  if (faults.count === 0 && rowCount === 0) {
    warnings.add({ code: 'no-rows', message: '台账只有表头，没有数据行。' });
  }
  query.onProgress?.({
    rowsRead: rowCount,
    bytesRead: next.done === true ? bytesTotal : bytesRead,
    bytesTotal,
  });
  return resultOf(reading);
}
