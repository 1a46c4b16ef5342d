export {
  type LedgerFault,
  type LedgerFaultCode,
  type LedgerWarning,
  type LedgerWarningCode,
} from './faults';
export { ledgerLimits } from './limits';
export {
  readLedger,
  type LedgerProgress,
  type LedgerQuery,
  type LedgerReading,
} from './read-ledger';
export { ledgerColumns, type LedgerColumn } from './rows/columns';
export {
  type LedgerKind,
  type LedgerRemedyKind,
  type LedgerRemedyResult,
  type LedgerRow,
  type RemedyRecord,
  type RemedyRow,
  type RequestRecord,
  type RequestRow,
} from './rows/ledger-row';
export { type LedgerPolicy } from './rows/ledger-policy';
export { type LedgerSource } from './sheet/source';
export { ledgerTemplateCsv, writeLedgerCsv, writeRemedyLedgerCsv } from './write-ledger';
