import type { CaseStatus } from '@sunledger/disclosure-case';
import { caseListTable, dueDateTable, type ReadModelDatabase } from '@sunledger/persistence';
import type { IsoDate } from '@sunledger/working-days';

import { Conditions } from '../sql/conditions';
import { cursorOf } from '../sql/cursor';
import { goOnAfter, whereDue } from './due-date-conditions';
import { type DueDate, type DueDateKind, dueDateKinds } from './due-dates';

/** Something owed, with the request in which it is owed. */
export interface DueDateEntry extends DueDate {
  readonly caseId: string;
  readonly agency: string;
  readonly serialNumber: string;
  readonly status: CaseStatus;
  readonly assignedUnit: string | null;
}

export interface DueDateQuestion {
  /** Whose requests are looked at; absent for all there are. */
  readonly agencies?: readonly string[];
  readonly kinds?: readonly DueDateKind[];
  readonly dueFrom?: IsoDate;
  readonly dueThrough?: IsoDate;
  /** Only dates that the newest calendar has moved. */
  readonly moved?: true;
  /** At most this many entries, at least 1. */
  readonly limit: number;
  readonly after?: string;
}

export interface DueDatePage {
  readonly entries: readonly DueDateEntry[];
  readonly next: string | null;
}

interface JoinedRow {
  readonly kind: DueDateKind;
  readonly reference: string;
  readonly due_on: string;
  readonly provisional: number;
  readonly moved_from: string | null;
  readonly case_id: string;
  readonly agency: string;
  readonly serial_number: string;
  readonly status: CaseStatus;
  readonly assigned_unit: string | null;
}

const entryFrom = (row: JoinedRow): DueDateEntry => ({
  kind: row.kind,
  reference: row.reference,
  dueOn: row.due_on,
  provisional: row.provisional === 1,
  movedFrom: row.moved_from,
  caseId: row.case_id,
  agency: row.agency,
  serialNumber: row.serial_number,
  status: row.status,
  assignedUnit: row.assigned_unit,
});

type Database = Pick<ReadModelDatabase, 'read' | 'dialect'>;

/** What is owed, soonest first. */
export async function findDueDates(
  database: Database,
  question: DueDateQuestion,
): Promise<DueDatePage> {
  const { agencies, limit, after } = question;
  const conditions = new Conditions()
    .oneOf('agency', agencies)
    .oneOf('kind', question.kinds ?? dueDateKinds)
    .addIf(question.dueFrom, 'due_on', '@ >= ?')
    .addIf(question.dueThrough, 'due_on', '@ <= ?');
  if (question.moved === true) conditions.add('moved_from', '@ IS NOT NULL');
  goOnAfter(conditions, after);
  const where = whereDue(conditions, agencies, database.dialect);
  const rows = await database.read<JoinedRow>(
    'SELECT due.case_id, due.kind, due.reference, due.agency, due.due_on, due.provisional, ' +
      'due.moved_from, entry.serial_number, entry.status, entry.assigned_unit ' +
      `FROM ${dueDateTable.name} due ` +
      `JOIN ${caseListTable.name} entry ON entry.case_id = due.case_id WHERE ${where} ` +
      'ORDER BY due.due_on, due.case_id, due.kind, due.reference LIMIT ?',
    [...conditions.values, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    entries: page.map(entryFrom),
    next:
      rows.length > limit && last !== undefined
        ? cursorOf([last.due_on, last.case_id, last.kind, last.reference])
        : null,
  };
}
