import type { IsoDate } from '@sunledger/working-days';
import type { LedgerPolicy } from '../rows/ledger-policy';
import { readLedger, type LedgerReading } from '../read-ledger';
import type { RemedyRow, RequestRow } from '../rows/ledger-row';
import { csvOf, soundRequest } from './ledger-file';

/** The day on which the specs read their ledgers. */
export const readingDay: IsoDate = '2026-01-05';

export const readRequests = (
  bytes: Buffer,
  { fileName = '申请台账.csv', policy }: { fileName?: string; policy?: LedgerPolicy } = {},
): Promise<LedgerReading<RequestRow>> =>
  readLedger({
    fileName,
    bytes,
    kind: 'requests',
    today: readingDay,
    ...(policy === undefined ? {} : { policy }),
  });

export const readRemedies = (bytes: Buffer): Promise<LedgerReading<RemedyRow>> =>
  readLedger({ fileName: '复议诉讼台账.csv', bytes, kind: 'remedies', today: readingDay });

/** Reads a sound request with some cells changed. */
export const readRequestWith = (
  cells: Readonly<Record<string, string>>,
  policy?: LedgerPolicy,
): Promise<LedgerReading<RequestRow>> =>
  readRequests(csvOf({ ...soundRequest, ...cells }), policy === undefined ? {} : { policy });

/** The faults of a reading as `code @ row column`, in order. */
export const faultsOf = ({ faults }: LedgerReading): readonly string[] =>
  faults.map(({ code, rowNumber, column }) =>
    [
      code,
      rowNumber === undefined ? '' : ` @${rowNumber}`,
      column === undefined ? '' : ` ${column}`,
    ].join(''),
  );
