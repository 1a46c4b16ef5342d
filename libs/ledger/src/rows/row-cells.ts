import type { IsoDate } from '@sunledger/working-days';
import { quoted, type FaultLog, type LedgerFault, type WarningLog } from '../faults';
import { ledgerLimits } from '../limits';
import { cellText, isBlankCell, type Cell, type SheetRow } from '../sheet/cell';
import { readLedgerDate } from '../sheet/ledger-date';
import type { WordTable } from '../words/word-table';
import { columnNamed } from './columns';
import type { LedgerHeader } from './header';
import type { LedgerKind } from './ledger-row';

/** What clerks write into a cell of a date, a number or a word to say that it stays empty. */
const BLANK_MARKS: ReadonlySet<string> = new Set(['/', '-', '—', '——', '无']);
const DIGITS_EXACT_TO = 1e15;
const SCIENTIFIC = /^\d(?:\.\d+)?E\+\d+$/i;
const WORKING_DAYS = /^(\d{1,4})(?:个?工作日|日|天)?$/;

/** What all rows of one reading share. */
export interface ReadingScope {
  readonly kind: LedgerKind;
  readonly today: IsoDate;
  readonly faults: FaultLog;
  readonly warnings: WarningLog;
}

/** Reads the cells of one row by column name and notes what cannot be read. */
export class RowCells {
  readonly rowNumber: number;
  /** Columns whose cell holds something that could not be read: neither empty nor usable. */
  private readonly unreadable = new Set<string>();
  private faulty = false;

  constructor(
    private readonly row: SheetRow,
    private readonly header: LedgerHeader,
    private readonly scope: ReadingScope,
  ) {
    this.rowNumber = row.rowNumber;
    this.noticeStrayCells();
  }

  get isSound(): boolean {
    return !this.faulty;
  }

  /** Whether the cell is truly empty, as against unreadable. */
  isEmpty(name: string, value: unknown): boolean {
    return value === undefined && !this.unreadable.has(name);
  }

  /** Trimmed text; undefined when empty. */
  text(name: string): string | undefined {
    return this.verbatim(name)?.trim();
  }

  /** Text as it stands; undefined when it holds nothing but space. */
  verbatim(name: string): string | undefined {
    const cell = this.cell(name);
    if (cell === undefined) return undefined;
    const text = cellText(cell);
    if (text.length > ledgerLimits.cellCharactersMax) {
      const message = `内容超过 ${ledgerLimits.cellCharactersMax} 字，请缩短。`;
      this.fault(name, { code: 'cell-too-long', message });
      return undefined;
    }
    return text;
  }

  /** A number that bears names: Excel turns `2019-1` into a date, which cannot be undone. */
  serialNumber(name: string): string | undefined {
    const cell = this.cell(name);
    if (typeof cell !== 'object' || cell.kind !== 'date') return this.text(name);
    this.fault(name, {
      code: 'serial-number-turned-into-date',
      message: '登记编号被表格软件改成了日期；请把该列设为“文本”后重新填写。',
    });
    return undefined;
  }

  /** An identity number; beyond 15 digits a spreadsheet keeps only the magnitude of a number. */
  documentNumber(name: string): string | undefined {
    const cell = this.cell(name);
    const text = this.text(name);
    const rounded =
      typeof cell === 'object'
        ? cell.kind === 'number' && cell.value >= DIGITS_EXACT_TO
        : SCIENTIFIC.test(text ?? '');
    if (rounded) {
      const code = 'document-number-digits-lost';
      const message = `列“${name}”中有号码被表格软件当作数字，末几位已丢失；请把该列设为“文本”后重填。`;
      this.scope.warnings.add({ code, column: name, message }, this.rowNumber);
    }
    return text;
  }

  date(name: string): IsoDate | undefined {
    const cell = this.marked(name);
    if (cell === undefined) return undefined;
    const reading = readLedgerDate(cell);
    if (reading === 'unreadable') {
      const message = '不是可识别的日期；请写成 2019-03-04、2019/3/4 或 2019年3月4日。';
      this.fault(name, { code: 'date-unreadable', message });
      return undefined;
    }
    if (reading === 'unreal') {
      this.fault(name, { code: 'date-unreal', message: '历法上没有这一天。' });
      return undefined;
    }
    if (reading.on > this.scope.today) {
      const message = `${reading.on} 晚于今天（${this.scope.today}），不可能已经发生。`;
      this.fault(name, { code: 'date-in-future', message });
      return undefined;
    }
    return reading.on;
  }

  workingDays(name: string): number | undefined {
    const cell = this.marked(name);
    if (cell === undefined) return undefined;
    const match = WORKING_DAYS.exec(cellText(cell).normalize('NFKC').trim());
    if (match !== null) return Number(match[1]);
    this.fault(name, { code: 'integer-unreadable', message: '应为工作日数，例如 20。' });
    return undefined;
  }

  word<Value>(name: string, table: WordTable<Value>): Value | undefined {
    const cell = this.marked(name);
    if (cell === undefined) return undefined;
    const reading = table.read(cellText(cell));
    if (reading === undefined) {
      this.fault(name, {
        code: 'word-unknown',
        accepted: table.preferred,
        message: `不认识该词；可填：${table.preferred.join('、')}。`,
      });
      return undefined;
    }
    if ('found' in reading) return reading.found;
    const among = reading.ambiguousAmong;
    const message = `该词不够明确；请从中选一：${among.join('、')}。`;
    this.fault(name, { code: 'word-ambiguous', accepted: among, message });
    return undefined;
  }

  /** Notes a fault of this row in one column; the sentence is given its place and value. */
  fault(
    name: string,
    fault: Pick<LedgerFault, 'code' | 'message' | 'accepted' | 'otherRowNumber'>,
  ): void {
    const column = columnNamed(this.scope.kind, name);
    const written = this.rawCell(name);
    const shown = column?.personal === true ? '' : quoted(cellText(written));
    this.faulty = true;
    this.unreadable.add(name);
    this.scope.faults.add({
      code: fault.code,
      rowNumber: this.rowNumber,
      column: name,
      ...(shown === '' ? {} : { value: shown }),
      ...(fault.otherRowNumber === undefined ? {} : { otherRowNumber: fault.otherRowNumber }),
      ...(fault.accepted === undefined ? {} : { accepted: fault.accepted }),
      message:
        `第 ${this.rowNumber} 行“${name}”` +
        `${shown === '' ? '' : `（${shown}）`}：${fault.message}`,
    });
  }

  private rawCell(name: string): Cell {
    const index = this.header.indexByName.get(name);
    return index === undefined ? '' : (this.row.cells[index] ?? '');
  }

  /** The cell of a column; undefined when empty or unusable, which is then noted. */
  private cell(name: string): Cell | undefined {
    if (this.unreadable.has(name)) return undefined;
    const cell = this.rawCell(name);
    if (isBlankCell(cell)) {
      if (columnNamed(this.scope.kind, name)?.required === true) {
        this.fault(name, { code: 'value-missing', message: '不能为空。' });
      }
      return undefined;
    }
    if (typeof cell === 'object' && cell.kind === 'noCachedValue') {
      const message = '是公式且没有保存计算结果；请改为“粘贴为数值”。';
      this.fault(name, { code: 'cell-formula-without-value', message });
      return undefined;
    }
    if (typeof cell === 'object' && cell.kind === 'errorValue') {
      const message = '公式结果是错误值；请改正或删去公式。';
      this.fault(name, { code: 'cell-error-value', message });
      return undefined;
    }
    return cell;
  }

  /** As `cell`, but a stroke counts as empty where the column may be. */
  private marked(name: string): Cell | undefined {
    const cell = this.cell(name);
    const isMark = typeof cell === 'string' && BLANK_MARKS.has(cell.trim());
    return isMark && columnNamed(this.scope.kind, name)?.required !== true ? undefined : cell;
  }

  private noticeStrayCells(): void {
    const { row, header } = this;
    if (row.cells.slice(header.width).some((cell) => !isBlankCell(cell))) {
      this.faulty = true;
      this.scope.faults.add({
        code: 'too-many-cells',
        rowNumber: row.rowNumber,
        message: `第 ${row.rowNumber} 行的单元格比表头多；内容里如有逗号，请用引号括起该单元格。`,
      });
    }
    if (header.unnamed.some((index) => !isBlankCell(row.cells[index] ?? ''))) {
      const message = '有数据所在的列没有表头，该列不导入。';
      this.scope.warnings.add({ code: 'column-unnamed', message }, row.rowNumber);
    }
  }
}
