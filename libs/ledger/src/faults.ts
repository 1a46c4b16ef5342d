import { ledgerLimits } from './limits';

/** Stable codes of what makes a ledger file, one of its columns or one of its rows unusable. */
export type LedgerFaultCode =
  | 'file-unreadable'
  | 'file-too-large'
  | 'file-empty'
  | 'file-kind-unknown'
  | 'file-kind-mismatch'
  | 'old-xls'
  | 'encrypted-workbook'
  | 'encoding-not-utf8'
  | 'quote-not-closed'
  | 'record-too-long'
  | 'workbook-damaged'
  | 'not-a-workbook'
  | 'archive-too-large'
  | 'archive-ratio-too-high'
  | 'archive-too-many-entries'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'header-missing'
  | 'column-missing'
  | 'column-duplicate'
  | 'too-many-cells'
  | 'cell-too-long'
  | 'cell-formula-without-value'
  | 'cell-error-value'
  | 'value-missing'
  | 'serial-number-turned-into-date'
  | 'date-unreadable'
  | 'date-unreal'
  | 'date-in-future'
  | 'integer-unreadable'
  | 'word-unknown'
  | 'word-ambiguous'
  | 'received-before-regulation'
  | 'date-before-receipt'
  | 'reply-before-receipt'
  | 'date-after-reply'
  | 'correction-without-notice'
  | 'correction-before-notice'
  | 'answer-without-consultation'
  | 'answer-before-consultation'
  | 'extension-days-without-date'
  | 'extension-days-out-of-range'
  | 'result-without-reply-date'
  | 'reply-date-without-result'
  | 'fee-lapse-before-2021'
  | 'duplicate-serial-number'
  | 'accepted-before-regulation'
  | 'ended-before-accepted'
  | 'end-without-result'
  | 'result-without-end'
  | 'duplicate-remedy';

/** One reason why the file is refused, addressed to the clerk who has to mend it. */
export interface LedgerFault {
  readonly code: LedgerFaultCode;
  /** As the spreadsheet numbers it: the header is row 1. Absent when the whole file is meant. */
  readonly rowNumber?: number;
  readonly column?: string;
  /** What stood in the cell, shortened; never present for personal data. */
  readonly value?: string;
  /** The row with which this one cannot stand, e.g. the first bearer of a serial number. */
  readonly otherRowNumber?: number;
  /** Words the column takes, where a word was expected. */
  readonly accepted?: readonly string[];
  /** One Chinese sentence: what, where, how to mend it. */
  readonly message: string;
}

/** Stable codes of what an import can live with but the office should know. */
export type LedgerWarningCode =
  | 'column-unknown'
  | 'column-unnamed'
  | 'no-rows'
  | 'document-number-digits-lost'
  | 'search-record-not-in-ledger'
  | 'earlier-case-not-in-ledger'
  | 'reasons-request-not-in-ledger'
  | 'separated-parts-not-in-ledger'
  | 'third-party-letter-not-in-ledger'
  | 'fee-notice-not-in-ledger'
  | 'correction-notice-not-in-ledger'
  | 'extension-approver-not-in-ledger'
  | 'extension-days-not-in-ledger';

/** One kind of shortcoming with all rows that have it. */
export interface LedgerWarning {
  readonly code: LedgerWarningCode;
  readonly column?: string;
  /** The first rows concerned, as the spreadsheet numbers them. */
  readonly rowNumbers: readonly number[];
  /** How many rows are concerned in all. */
  readonly count: number;
  readonly message: string;
}

/** Collects every fault of a file and keeps the first of them. */
export class FaultLog {
  private readonly listed: LedgerFault[] = [];
  private counted = 0;

  add(fault: LedgerFault): void {
    this.counted += 1;
    if (this.listed.length < ledgerLimits.faultCountListedMax) this.listed.push(fault);
  }

  /** Puts a fault of the whole file before those of its rows, where it is seen first. */
  addFirst(fault: LedgerFault): void {
    this.counted += 1;
    this.listed.unshift(fault);
    this.listed.splice(ledgerLimits.faultCountListedMax);
  }

  get count(): number {
    return this.counted;
  }

  get faults(): readonly LedgerFault[] {
    return this.listed;
  }
}

/** Collects warnings by kind, so that one shortcoming of 14,000 rows is one warning. */
export class WarningLog {
  private readonly byKind = new Map<
    string,
    {
      code: LedgerWarningCode;
      column?: string;
      rowNumbers: number[];
      count: number;
      message: string;
    }
  >();

  add(warning: Pick<LedgerWarning, 'code' | 'column' | 'message'>, rowNumber?: number): void {
    const kind = `${warning.code} ${warning.column ?? ''}`;
    const known = this.byKind.get(kind) ?? { ...warning, rowNumbers: [], count: 0 };
    this.byKind.set(kind, known);
    if (rowNumber === undefined) return;
    known.count += 1;
    if (known.rowNumbers.length < ledgerLimits.warningRowsListedMax) {
      known.rowNumbers.push(rowNumber);
    }
  }

  get warnings(): readonly LedgerWarning[] {
    return [...this.byKind.values()];
  }
}

const QUOTED_CHARACTERS_MAX = 40;
/** Control and direction characters, which could act on a terminal or a page that shows the fault. */

const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** A cell as a fault may quote it: short and harmless to print. */
export const quoted = (text: string): string => {
  const printable = text
    .slice(0, QUOTED_CHARACTERS_MAX + 1)
    .replace(UNPRINTABLE, ' ')
    .trim();
  return text.length > QUOTED_CHARACTERS_MAX
    ? `${printable.slice(0, QUOTED_CHARACTERS_MAX)}…`
    : printable;
};
