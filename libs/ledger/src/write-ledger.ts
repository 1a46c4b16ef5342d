import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { applicantTypeLabels, channelLabels, disposalKindLabels } from '@sunledger/disclosure-case';
import { ledgerColumns } from './rows/columns';
import type { LedgerKind, RemedyRecord, RequestRecord } from './rows/ledger-row';
import { protectText } from './sheet/cell';
import { remedyKindLabels, remedyResultLabels } from './words/remedy-words';

/** Without it Excel takes the file for GBK. */
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';
const NEEDS_QUOTES = /[",\r\n\t;]|^\s|\s$/;

const csvCell = (text: string): string => {
  const safe = protectText(text);
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const csvLine = (texts: readonly string[]): string => `${texts.map(csvCell).join(',')}${LINE_END}`;

const requestTexts = (row: RequestRecord): readonly string[] => {
  const words: { readonly [Field in keyof RequestRecord]?: string | undefined } = {
    channel: channelLabels[row.channel],
    applicantType: applicantTypeLabels[row.applicantType],
    disposalKind: row.disposalKind === undefined ? '' : disposalKindLabels[row.disposalKind],
  };
  return ledgerColumns.requests.map(({ field }) => words[field] ?? String(row[field] ?? ''));
};

const remedyTexts = (row: RemedyRecord): readonly string[] => {
  const words: { readonly [Field in keyof RemedyRecord]?: string | undefined } = {
    kind: remedyKindLabels[row.kind],
    result: row.result === undefined ? '' : remedyResultLabels[row.result],
  };
  return ledgerColumns.remedies.map(({ field }) => words[field] ?? String(row[field] ?? ''));
};

/** The header row of a ledger in CSV, to be filled in by hand. */
export const ledgerTemplateCsv = (kind: LedgerKind): string =>
  BYTE_ORDER_MARK + csvLine(ledgerColumns[kind].map(({ name }) => name));

async function* lines<Row>(
  kind: LedgerKind,
  rows: AsyncIterable<Row> | Iterable<Row>,
  textsOf: (row: Row) => readonly string[],
  written: { rowCount: number },
): AsyncGenerator<string> {
  yield ledgerTemplateCsv(kind);
  for await (const row of rows) {
    written.rowCount += 1;
    yield csvLine(textsOf(row));
  }
}

const write = async <Row>(
  kind: LedgerKind,
  rows: AsyncIterable<Row> | Iterable<Row>,
  textsOf: (row: Row) => readonly string[],
  sink: Writable,
): Promise<{ readonly rowCount: number }> => {
  const written = { rowCount: 0 };
  await pipeline(Readable.from(lines(kind, rows, textsOf, written)), sink, { end: false });
  return written;
};

/**
 * Writes requests as CSV in UTF-8 with a byte order mark. `readLedger` reads the file back to equal rows.
 * The sink is left open; rejects when it fails. Cells that a spreadsheet would run as a formula are
 * written as text.
 */
export const writeLedgerCsv = (
  rows: AsyncIterable<RequestRecord> | Iterable<RequestRecord>,
  sink: Writable,
): Promise<{ readonly rowCount: number }> => write('requests', rows, requestTexts, sink);

/** As `writeLedgerCsv`, for remedies. */
export const writeRemedyLedgerCsv = (
  rows: AsyncIterable<RemedyRecord> | Iterable<RemedyRecord>,
  sink: Writable,
): Promise<{ readonly rowCount: number }> => write('remedies', rows, remedyTexts, sink);
