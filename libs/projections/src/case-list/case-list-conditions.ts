import { noDate } from '@sunledger/persistence';

import { agencyLookupCountMax } from '../report-facts/case-conditions';
import { Conditions } from '../sql/conditions';
import type { CaseListQuestion, CaseListSort } from './case-list-question';

/** Sorts after everything that follows a prefix. */
const afterEveryText = '\u{10ffff}';

/**
 * A question as SQL over `case_list`.
 * @param byReplyNumber the text is the number of a reply, and not the beginning of a serial number.
 */
export function caseListConditions(question: CaseListQuestion, byReplyNumber: boolean): Conditions {
  const { text, registerYear: year, dueThrough, overdueOn } = question;
  const { closedFrom, closedThrough } = question;
  const conditions = new Conditions()
    .oneOf('agency', question.agencies)
    .addIf(question.nameHash, 'name_hash', '@ = ?')
    .addIf(question.documentHash, 'document_hash', '@ = ?')
    .oneOf('status', question.status)
    .addIf(question.assignedUnit, 'assigned_unit', '@ = ?')
    .addIf(question.receivedFrom, 'received_on', '@ >= ?')
    .addIf(question.receivedThrough, 'received_on', '@ <= ?')
    .addIf(closedFrom, 'closed_on', '@ >= ?')
    .addIf(closedThrough, 'closed_on', '@ <= ?')
    .addIf(dueThrough, 'due_on', '@ <= ?')
    .addIf(overdueOn, 'due_on', '@ < ?');
  if (text !== undefined && byReplyNumber) conditions.add('reply_document_number', '@ = ?', text);
  else if (text !== undefined) {
    conditions.add('serial_number', '@ >= ? AND @ < ?', text, text + afterEveryText);
  }
  if (year !== undefined) {
    conditions.add('register_year', '@ = ?', year);
    conditions.add('received_on', '@ >= ? AND @ <= ?', `${year}-01-01`, `${year}-12-31`);
  }
  if (dueThrough !== undefined || overdueOn !== undefined)
    conditions.add('due_on', '@ < ?', noDate);
  if (closedFrom !== undefined || closedThrough !== undefined) {
    conditions.add('closed_on', '@ < ?', noDate);
    // Nothing is closed before it is received, which keeps a walk by date of receipt short.
    conditions.addIf(closedThrough, 'received_on', '@ <= ?');
  }
  return conditions;
}

/** Up to so many agencies a selection is best looked up by them, whatever else is asked. */
const narrowAgencyCountMax = 4;

/** Each picks few requests by itself; the columns after the first follow it in its index. */
const narrow = [
  ['name_hash'],
  ['document_hash'],
  ['reply_document_number'],
  ['due_on'],
] as const satisfies readonly (readonly string[])[];
const byAgency = ['agency', 'status', 'received_on'] as const;
const byText = [['serial_number'], ['closed_on']] as const;
const wide = [['status', 'received_on'], ['received_on']] as const;

/** The columns to find a selection by, when it is small enough to be sorted afterwards. */
export function lookUpColumns(
  conditions: Conditions,
  { agencies }: CaseListQuestion,
): readonly string[] {
  const agencyCount = agencies?.length ?? Infinity;
  const lookUps: readonly (readonly string[])[] =
    agencyCount <= narrowAgencyCountMax
      ? [...narrow, byAgency]
      : agencyCount <= agencyLookupCountMax
        ? [...narrow, ...byText, byAgency]
        : [...narrow, ...byText, ...wide];
  return lookUps.find(([first = '']) => conditions.has(first)) ?? [];
}

/** The columns of an index that yields a large selection in the order of the list. */
export function walkColumns(
  sort: CaseListSort,
  { status, registerYear }: CaseListQuestion,
): readonly string[] {
  switch (sort) {
    case 'dueOn':
      return ['due_on'];
    case 'serialNumber':
      return registerYear === undefined ? ['serial_number'] : ['register_year', 'serial_number'];
    case 'receivedOn':
      return status?.length === 1 ? ['status', 'received_on'] : ['received_on'];
  }
}
