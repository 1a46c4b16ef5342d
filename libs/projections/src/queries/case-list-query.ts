import type { CaseStatus, DisposalKind } from '@sunledger/disclosure-case';
import {
  caseListTable,
  noDate,
  type ReadModelDatabase,
  type SqlValue,
  type TableRow,
} from '@sunledger/persistence';

import { Where } from './where';

/** One line of the case list; nothing in it identifies a person. */
export interface CaseListEntry {
  readonly caseId: string;
  readonly agency: string;
  readonly serialNumber: string;
  readonly registerYear: number;
  readonly channel: string;
  readonly applicantType: string | null;
  readonly receivedOn: string | null;
  readonly status: CaseStatus;
  readonly dueOn: string | null;
  readonly dueProvisional: boolean;
  /** The due date before the calendar moved it. */
  readonly dueMovedFrom: string | null;
  readonly correctionNoticeDueOn: string | null;
  readonly disposalKind: DisposalKind | null;
  readonly closedOn: string | null;
  readonly onTime: boolean | null;
  readonly extended: boolean;
  readonly carriedOver: boolean;
  readonly assignedUnit: string | null;
  readonly replyDocumentNumber: string | null;
  readonly revision: number;
  readonly position: number;
}

const sortColumns = {
  receivedOn: 'received_on',
  dueOn: 'due_on',
  serialNumber: 'serial_number',
} as const;

export type CaseListSort = keyof typeof sortColumns;

export interface CaseListQuestion {
  readonly agencies?: readonly string[];
  readonly status?: readonly CaseStatus[];
  /** Beginning of a serial number, or a whole document number of a reply. */
  readonly text?: string;
  readonly nameHash?: string;
  readonly documentHash?: string;
  readonly registerYear?: number;
  readonly receivedFrom?: string;
  readonly receivedThrough?: string;
  readonly closedFrom?: string;
  readonly closedThrough?: string;
  readonly dueThrough?: string;
  /** Open on this day with a due date before it. */
  readonly overdueOn?: string;
  readonly sort?: CaseListSort;
  readonly descending?: boolean;
  /** At most this many, 1 to 200. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

export interface CaseListPage {
  readonly entries: readonly CaseListEntry[];
  readonly next: string | null;
  /** How many match, counted up to `countMax`. */
  readonly count: number;
  readonly countIsExact: boolean;
}

/** Matches are counted exactly up to here; beyond, the list says «more than». */
export const countMax = 10_000;
const limitMax = 200;

const openStatuses = [
  'open',
  'awaitingCorrection',
  'awaitingReasons',
  'consulting',
  'awaitingFee',
  'signed',
] as const satisfies readonly CaseStatus[];

/** The first text after all texts that begin with `prefix`. */
const endOfPrefix = (prefix: string): string => `${prefix}\u{10FFFF}`;

function whereOf(question: CaseListQuestion): Where {
  const where = new Where()
    .oneOf('agency', question.agencies)
    .oneOf('status', question.status)
    .when('name_hash = ?', question.nameHash)
    .when('document_hash = ?', question.documentHash)
    .when('register_year = ?', question.registerYear)
    .when('received_on >= ?', question.receivedFrom)
    .when('received_on <= ?', question.receivedThrough)
    .when('closed_on >= ?', question.closedFrom)
    .when('closed_on <= ?', question.closedThrough)
    .when('due_on <= ?', question.dueThrough);
  if (question.overdueOn !== undefined) {
    where.and('due_on < ?', question.overdueOn).oneOf('status', openStatuses);
  }
  const text = question.text?.trim();
  if (text !== undefined && text !== '') {
    where.and(
      '((serial_number >= ? AND serial_number < ?) OR reply_document_number = ?)',
      text,
      endOfPrefix(text),
      text,
    );
  }
  return where;
}

/** A page of the case list, found by an index, never by counting through it. */
export async function findCases(
  database: ReadModelDatabase,
  question: CaseListQuestion,
): Promise<CaseListPage> {
  const limit = Math.max(1, Math.min(question.limit, limitMax));
  const column = sortColumns[question.sort ?? 'receivedOn'];
  const direction = question.descending === true ? 'DESC' : 'ASC';
  const counting = whereOf(question);
  const [counted] = await database.read<TableRow>(
    `SELECT count(*) AS matches FROM (SELECT 1 FROM ${caseListTable.name} ` +
      `WHERE ${counting.sql} LIMIT ?) AS bounded`,
    [...counting.values, countMax + 1],
  );
  const where = whereOf(question);
  if (question.after !== undefined) {
    const [value, caseId] = JSON.parse(question.after) as [SqlValue, string];
    where.and(`(${column}, case_id) ${direction === 'ASC' ? '>' : '<'} (?, ?)`, value, caseId);
  }
  const rows = await database.read<TableRow>(
    `SELECT * FROM ${caseListTable.name} WHERE ${where.sql} ` +
      `ORDER BY ${column} ${direction}, case_id ${direction} LIMIT ?`,
    [...where.values, limit + 1],
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const matches = Number(counted?.['matches'] ?? 0);
  return {
    entries: shown.map(entryOf),
    next:
      rows.length > limit && last !== undefined
        ? JSON.stringify([last[column], last['case_id']])
        : null,
    count: Math.min(matches, countMax),
    countIsExact: matches <= countMax,
  };
}

const date = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined || value === noDate ? null : String(value);

const flag = (value: string | number | null | undefined): boolean => Number(value ?? 0) === 1;

// The rows were written from cases of the same types; SQL gives them back as plain values.
const entryOf = (row: TableRow): CaseListEntry =>
  ({
    caseId: row['case_id'],
    agency: row['agency'],
    serialNumber: row['serial_number'],
    registerYear: Number(row['register_year']),
    channel: row['channel'],
    applicantType: row['applicant_type'] ?? null,
    receivedOn: date(row['received_on']),
    status: row['status'],
    dueOn: date(row['due_on']),
    dueProvisional: flag(row['due_provisional']),
    dueMovedFrom: date(row['due_moved_from']),
    correctionNoticeDueOn: date(row['correction_notice_due_on']),
    disposalKind: row['disposal_kind'] ?? null,
    closedOn: date(row['closed_on']),
    onTime: row['on_time'] === null ? null : flag(row['on_time']),
    extended: flag(row['extended']),
    carriedOver: flag(row['carried_over']),
    assignedUnit: row['assigned_unit'] ?? null,
    replyDocumentNumber: row['reply_document_number'] ?? null,
    revision: Number(row['revision']),
    position: Number(row['position']),
  }) as CaseListEntry;
