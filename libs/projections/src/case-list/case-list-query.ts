import type { CaseStatus } from '@sunledger/disclosure-case';
import {
  caseListTable,
  type Dialect,
  type ReadModelDatabase,
  type SqlValue,
} from '@sunledger/persistence';
import type { IsoDate } from '@sunledger/working-days';

import type { Conditions } from '../sql/conditions';
import { cursorOf, keysOf } from '../sql/cursor';
import { caseListConditions, lookUpColumns, walkColumns } from './case-list-conditions';
import {
  caseListColumns,
  type CaseListEntry,
  caseListEntryFrom,
  type CaseListRow,
} from './case-list-entry';

/** Requests without a due date come last by rising due date, first by falling one. */
export type CaseListSort = 'dueOn' | 'receivedOn' | 'serialNumber';

/** Every given condition must hold; an absent one asks nothing. */
export interface CaseListQuestion {
  /** Whose requests are looked for; absent for all there are. */
  readonly agencies?: readonly string[];
  readonly status?: readonly CaseStatus[];
  /** The beginning of a serial number, or the whole document number of a reply. */
  readonly text?: string;
  /** Keyed hash of the applicant's name. */
  readonly nameHash?: string;
  /** Keyed hash of the applicant's document number. */
  readonly documentHash?: string;
  readonly assignedUnit?: string;
  /** Year of receipt, which is the year of the register. */
  readonly registerYear?: number;
  readonly receivedFrom?: IsoDate;
  readonly receivedThrough?: IsoDate;
  readonly closedFrom?: IsoDate;
  readonly closedThrough?: IsoDate;
  /** A reply is owed on or before this day. */
  readonly dueThrough?: IsoDate;
  /** A reply is owed, and was due before this day. */
  readonly overdueOn?: IsoDate;
  /** `receivedOn` when absent. */
  readonly sort?: CaseListSort;
  readonly descending?: boolean;
  /** At most this many entries; from 1 to `listedCasesMax`. */
  readonly limit: number;
  /** The `next` of the page before, of a question that is otherwise the same. */
  readonly after?: string;
}

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
  const byNumber = question.text !== undefined && (await isReplyNumber(database, question.text));
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

const isReplyNumber = async (database: Database, text: string): Promise<boolean> =>
  (
    await database.read(
      `SELECT case_id FROM ${caseListTable.name} WHERE reply_document_number = ? LIMIT 1`,
      [text],
    )
  ).length > 0;

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
