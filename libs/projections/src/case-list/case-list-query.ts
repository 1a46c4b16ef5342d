import {
  caseListTable,
  type Dialect,
  type ReadModelDatabase,
  type SqlValue,
} from '@sunledger/persistence';
import type { AgencyScope } from '../sql/agency-scope';
import { Conditions } from '../sql/conditions';
import { cursorOf, keysOf } from '../sql/cursor';
import { caseListConditions, lookUpColumns, walkColumns } from './case-list-conditions';
import {
  caseListColumns,
  type CaseListEntry,
  caseListEntryFrom,
  type CaseListRow,
} from './case-list-entry';
import type { CaseListQuestion, CaseListSort } from './case-list-question';

export interface CaseListPage {
  readonly entries: readonly CaseListEntry[];
  /** Opaque place to go on from; null after the last page. */
  readonly next: string | null;
  /** How many match, counted up to `countedCasesMax`. */
  readonly count: number;
  /** False when more than `count` match. */
  readonly countIsExact: boolean;
}

/** Most entries of one page. */
export const listedCasesMax = 200;

/** Counting stops here; up to here a selection is sorted, beyond it a sorted index is walked. */
export const countedCasesMax = 10_000;

export const sortColumns = {
  dueOn: 'due_on',
  receivedOn: 'received_on',
  serialNumber: 'serial_number',
} as const satisfies Record<CaseListSort, keyof CaseListRow>;

type Database = Pick<ReadModelDatabase, 'read' | 'dialect'>;

/**
 * One page of the case list, and how many there are in all.
 * @throws CursorInvalid
 */
export async function findCases(
  database: Database,
  asked: CaseListQuestion,
): Promise<CaseListPage> {
  const text = asked.text?.trim();
  const question = { ...asked, text: text === '' ? undefined : text };
  const sort = question.sort ?? 'receivedOn';
  const limit = Math.max(1, Math.min(question.limit, listedCasesMax));
  const byNumber =
    question.text !== undefined && (await isReplyNumber(database, question.text, question));
  const conditions = caseListConditions(question, byNumber);
  const found = await countUpTo(database, conditions, question);
  const countIsExact = found <= countedCasesMax;
  const lookedUp = countIsExact ? lookUpColumns(conditions, question) : walkColumns(sort, question);
  const rows = await readPage(database, { ...question, sort, limit }, conditions, lookedUp);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    entries: shown.map(caseListEntryFrom),
    next: more ? cursorOf([last[sortColumns[sort]], last.case_id]) : null,
    count: Math.min(found, countedCasesMax),
    countIsExact,
  };
}

function readPage(
  database: Database,
  { sort, descending, limit, after }: CaseListQuestion & { readonly sort: CaseListSort },
  conditions: Conditions,
  lookedUp: readonly string[],
): Promise<CaseListRow[]> {
  const column = sortColumns[sort];
  const shown = shownBy(database.dialect, lookedUp);
  const [order, beyond] = descending === true ? ['DESC', '<'] : ['ASC', '>'];
  const values: SqlValue[] = [...conditions.values];
  let where = conditions.text(shown);
  if (after !== undefined) {
    const [key = '', caseId = ''] = keysOf(after, 2);
    where += ` AND ${shown(column)} ${beyond}= ? AND (${column} ${beyond} ? OR case_id ${beyond} ?)`;
    values.push(key, key, caseId);
  }
  return database.read<CaseListRow>(
    `SELECT ${caseListColumns} FROM ${caseListTable.name} WHERE ${where} ` +
      `ORDER BY ${shown(column)} ${order}, case_id ${order} LIMIT ?`,
    [...values, limit + 1],
  );
}

/** Asks only those who may be seen: another agency's number must not change what a text means. */
const isReplyNumber = async (
  database: Database,
  text: string,
  { agencies }: AgencyScope,
): Promise<boolean> => {
  const conditions = new Conditions()
    .add('reply_document_number', '@ = ?', text)
    .oneOf('agency', agencies);
  const shown = shownBy(database.dialect, ['reply_document_number']);
  const found = await database.read(
    `SELECT case_id FROM ${caseListTable.name} WHERE ${conditions.text(shown)} LIMIT 1`,
    conditions.values,
  );
  return found.length > 0;
};

const shownBy =
  (dialect: Dialect, lookedUp: readonly string[]) =>
  (column: string): string =>
    lookedUp.includes(column) ? column : dialect.unindexed(column);

async function countUpTo(
  database: Database,
  conditions: Conditions,
  question: CaseListQuestion,
): Promise<number> {
  const where = conditions.text(shownBy(database.dialect, lookUpColumns(conditions, question)));
  const [counted] = await database.read<{ cases: number | string }>(
    `SELECT COUNT(*) AS cases FROM (SELECT 1 FROM ${caseListTable.name} WHERE ${where} ` +
      'LIMIT ?) AS counted',
    [...conditions.values, countedCasesMax + 1],
  );
  return Number(counted?.cases ?? 0);
}
