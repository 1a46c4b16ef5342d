import type { CaseFact, ReportSource } from '@sunledger/annual-report';
import type { EventStore } from '@sunledger/event-store';
import {
  agencyTable,
  caseDetailTable,
  caseFactTable,
  dueDateTable,
  type ReadModelDatabase,
  serialNumberTable,
  stillBelieved,
  type TableRow,
} from '@sunledger/persistence';
import type { Policy } from '@sunledger/policy';
import { officialCalendar } from '@sunledger/working-days';

import type { CaseDocument } from './case-detail/case-document';
import type { DueDateKind } from './due-date/due-dates';
import { type CaseListPage, type CaseListQuestion, findCases } from './queries/case-list-query';
import { caseFactOf, sqlReportSource } from './queries/report-source';
import { Where } from './queries/where';
import { ProjectionRunner } from './runner/projection-runner';
import type { OnProgress } from './runner/rebuild';

/** One agency as a list shows it. */
export interface AgencyEntry {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
}

/** One serial number and the case that has it. */
export interface SerialNumberEntry {
  readonly agency: string;
  readonly year: number;
  readonly serialNumber: string;
  readonly caseId: string;
}

/** One obligation of an open case. */
export interface DueDateEntry {
  readonly caseId: string;
  readonly kind: DueDateKind;
  readonly reference: string;
  readonly agency: string;
  readonly dueOn: string;
  readonly provisional: boolean;
  readonly movedFrom: string | null;
}

export interface CaseDetail {
  readonly document: CaseDocument;
  readonly revision: number;
  readonly position: number;
}

/** Facts that changed after a position: as believed then, and as believed now. */
export interface ChangedFacts {
  readonly before: readonly CaseFact[];
  readonly now: readonly CaseFact[];
}

/** Everything that can be asked of the read models, and what keeps them up to date. */
export interface ReadModels {
  readonly runner: ProjectionRunner;
  readonly rebuild: (options?: { readonly onProgress?: OnProgress }) => Promise<number>;
  readonly caseList: { find(question: CaseListQuestion): Promise<CaseListPage> };
  readonly caseDetail: { get(caseId: string): Promise<CaseDetail | undefined> };
  readonly dueDates: {
    list(question: {
      readonly agencies?: readonly string[];
      readonly dueThrough?: string;
      readonly limit: number;
    }): Promise<readonly DueDateEntry[]>;
  };
  readonly agencies: {
    get(code: string): Promise<AgencyEntry | undefined>;
    list(): Promise<readonly AgencyEntry[]>;
    /** The agency and all below it; empty for an unknown code. */
    subtree(code: string): Promise<readonly string[]>;
  };
  readonly serialNumbers: {
    list(agency: string, year: number): Promise<readonly SerialNumberEntry[]>;
    find(serialNumber: string, agency?: string): Promise<readonly SerialNumberEntry[]>;
  };
  /** The facts of the report as believed at a position; as believed now without one. */
  reportSource(position?: number): ReportSource;
  /** The facts of these agencies that changed after a position. */
  changedSince(position: number, agencies: readonly string[]): Promise<ChangedFacts>;
}

export interface ReadModelParts {
  readonly database: ReadModelDatabase;
  readonly store: EventStore;
  readonly policy: Policy;
}

export function createReadModels({ database, store, policy }: ReadModelParts): ReadModels {
  const runner = new ProjectionRunner({ database, store, policy, calendar: officialCalendar });
  return {
    runner,
    rebuild: (options) => runner.rebuild(options),
    caseList: { find: (question) => findCases(database, question) },
    caseDetail: { get: (caseId) => caseDetail(database, caseId) },
    dueDates: { list: (question) => dueDates(database, question) },
    agencies: {
      get: async (code) => (await agencies(database, new Where().and('code = ?', code)))[0],
      list: () => agencies(database, new Where()),
      subtree: (code) => subtree(database, code),
    },
    serialNumbers: {
      list: (agency, year) =>
        serialNumbers(database, new Where().and('agency = ?', agency).and('year = ?', year)),
      find: (serialNumber, agency) =>
        serialNumbers(
          database,
          new Where().and('serial_number = ?', serialNumber).when('agency = ?', agency),
        ),
    },
    reportSource: (position) => sqlReportSource(database, position),
    changedSince: (position, codes) => changedSince(database, position, codes),
  };
}

async function caseDetail(
  database: ReadModelDatabase,
  caseId: string,
): Promise<CaseDetail | undefined> {
  const [row] = await database.read<TableRow>(
    `SELECT document, revision, position FROM ${caseDetailTable.name} WHERE case_id = ?`,
    [caseId],
  );
  if (row === undefined) return undefined;
  return {
    // Written by `caseDetailRow` from a value of this type.
    document: JSON.parse(String(row['document'])) as CaseDocument,
    revision: Number(row['revision']),
    position: Number(row['position']),
  };
}

async function dueDates(
  database: ReadModelDatabase,
  {
    agencies: codes,
    dueThrough,
    limit,
  }: {
    readonly agencies?: readonly string[];
    readonly dueThrough?: string;
    readonly limit: number;
  },
): Promise<readonly DueDateEntry[]> {
  const where = new Where().oneOf('agency', codes).when('due_on <= ?', dueThrough);
  const rows = await database.read<TableRow>(
    `SELECT * FROM ${dueDateTable.name} WHERE ${where.sql} ` +
      'ORDER BY due_on, case_id, kind, reference LIMIT ?',
    [...where.values, limit],
  );
  return rows.map((row) => ({
    caseId: String(row['case_id']),
    // Written from a value of this type.
    kind: row['kind'] as DueDateKind,
    reference: String(row['reference']),
    agency: String(row['agency']),
    dueOn: String(row['due_on']),
    provisional: Number(row['provisional']) === 1,
    movedFrom: row['moved_from'] === null ? null : String(row['moved_from']),
  }));
}

async function agencies(
  database: ReadModelDatabase,
  where: Where,
): Promise<readonly AgencyEntry[]> {
  const rows = await database.read<TableRow>(
    `SELECT code, name, parent FROM ${agencyTable.name} WHERE ${where.sql} ORDER BY code`,
    where.values,
  );
  return rows.map(({ code, name, parent }) => ({
    code: String(code),
    name: String(name),
    parent: parent === null || parent === undefined ? null : String(parent),
  }));
}

/** `path` is `/root/…/code/`, so a subtree is a prefix of it. */
async function subtree(database: ReadModelDatabase, code: string): Promise<readonly string[]> {
  const rows = await database.read<TableRow>(
    `SELECT below.code FROM ${agencyTable.name} AS top JOIN ${agencyTable.name} AS below ` +
      `ON substr(below.path, 1, length(top.path)) = top.path WHERE top.code = ? ` +
      'ORDER BY below.path',
    [code],
  );
  return rows.map((row) => String(row['code']));
}

async function serialNumbers(
  database: ReadModelDatabase,
  where: Where,
): Promise<readonly SerialNumberEntry[]> {
  const rows = await database.read<TableRow>(
    `SELECT agency, year, serial_number, case_id FROM ${serialNumberTable.name} ` +
      `WHERE ${where.sql} ORDER BY position, serial_number`,
    where.values,
  );
  return rows.map((row) => ({
    agency: String(row['agency']),
    year: Number(row['year']),
    serialNumber: String(row['serial_number']),
    caseId: String(row['case_id']),
  }));
}

async function changedSince(
  database: ReadModelDatabase,
  position: number,
  codes: readonly string[],
): Promise<ChangedFacts> {
  const changed = new Where()
    .oneOf('agency', codes)
    .and(
      '(position_from > ? OR (position_to > ? AND position_to < ?))',
      position,
      position,
      stillBelieved,
    );
  const cases = `SELECT case_id FROM ${caseFactTable.name} WHERE ${changed.sql}`;
  const facts = async (believed: Where) => {
    const rows = await database.read<TableRow>(
      `SELECT * FROM ${caseFactTable.name} WHERE ${believed.sql} AND case_id IN (${cases}) ` +
        'ORDER BY received_on, case_id',
      [...believed.values, ...changed.values],
    );
    return rows.map(caseFactOf);
  };
  return {
    before: await facts(
      new Where().and('position_from <= ?', position).and('position_to > ?', position),
    ),
    now: await facts(new Where().and('position_to = ?', stillBelieved)),
  };
}
