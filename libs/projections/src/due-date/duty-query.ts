import { caseListTable, dueDateTable, type ReadModelDatabase } from '@sunledger/persistence';
import {
  dutyKinds,
  type DutyKind,
  type DutyOwner,
  dutyTraits,
  onceOverdueDaysMax,
  type SubjectDuty,
} from '@sunledger/reminder';
import { addDays, type IsoDate } from '@sunledger/working-days';

import { Conditions } from '../sql/conditions';
import { cursorOf } from '../sql/cursor';
import { goOnAfter, whereDue } from './due-date-conditions';

/** A duty of a request or remedy with whose it is. */
export interface DutyEntry extends SubjectDuty {
  readonly agency: string;
  readonly caseId: string;
  /** The date before the newest calendar was logged; null where that moved nothing. */
  readonly movedFrom: IsoDate | null;
}

export interface DutyQuestion {
  /** Whose duties are looked at; absent for all there are. */
  readonly agencies?: readonly string[];
  /** The day that asks: duties that are over by then, done or not, are left out. */
  readonly on: IsoDate;
  readonly dueThrough: IsoDate;
  /** At most this many entries, at least 1. */
  readonly limit: number;
  readonly after?: string;
}

export interface DutyPage {
  readonly entries: readonly DutyEntry[];
  readonly next: string | null;
}

interface DutyRow {
  readonly subject: string;
  readonly kind: DutyKind;
  readonly reference: string;
  readonly case_id: string;
  readonly agency: string;
  readonly due_on: string;
  readonly provisional: number;
  readonly moved_from: string | null;
  readonly owed_by: DutyOwner;
  readonly article: string;
  readonly known_on: string;
  readonly serial_number: string | null;
}

const entryFrom = (row: DutyRow): DutyEntry => ({
  subject: row.subject,
  kind: row.kind,
  reference: row.reference,
  caseId: row.case_id,
  ...(row.serial_number === null ? {} : { serialNumber: row.serial_number }),
  agency: row.agency,
  dueOn: row.due_on,
  provisional: row.provisional === 1,
  movedFrom: row.moved_from,
  owedBy: row.owed_by,
  article: row.article,
  knownOn: row.known_on,
});

const kindsThat = (afterDue: 'daily' | 'once'): readonly DutyKind[] =>
  dutyKinds.filter((kind) => dutyTraits[kind].afterDue === afterDue);
const staying = kindsThat('daily');
const lingering = kindsThat('once');

const listOf = (kinds: readonly DutyKind[]): string => kinds.map(() => '?').join(',');

/** Still something to be done: not past, or of a kind that stays. */
const stillOwed = (conditions: Conditions, on: IsoDate): Conditions =>
  conditions.add(
    'kind',
    `(due.due_on >= ? OR @ IN (${listOf(staying)}) OR (@ IN (${listOf(lingering)}) AND due.due_on >= ?))`,
    on,
    ...staying,
    ...lingering,
    addDays(on, -onceOverdueDaysMax),
  );

/** The duties of requests and remedies that are due by a day and not over, soonest first. */
export async function findDuties(
  database: Pick<ReadModelDatabase, 'read' | 'dialect'>,
  { agencies, on, dueThrough, limit, after }: DutyQuestion,
): Promise<DutyPage> {
  const conditions = stillOwed(
    new Conditions().oneOf('agency', agencies).add('due_on', '@ <= ?', dueThrough),
    on,
  );
  goOnAfter(conditions, after);
  const where = whereDue(conditions, agencies, database.dialect);
  const rows = await database.read<DutyRow>(
    'SELECT due.subject, due.kind, due.reference, due.case_id, due.agency, due.due_on, ' +
      'due.provisional, due.moved_from, due.owed_by, due.article, due.known_on, ' +
      `entry.serial_number FROM ${dueDateTable.name} due ` +
      `LEFT JOIN ${caseListTable.name} entry ON entry.case_id = due.case_id WHERE ${where} ` +
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
