import { defineTable } from '../table-definition';

/**
 * One row per request, for lists and look-up. `received_on`, `due_on` and `closed_on` hold `noDate`
 * where there is none, so that they sort; `serial_number` is empty before registration. Names and
 * document numbers of applicants stand here only as keyed hashes.
 */
export const caseListTable = defineTable({
  name: 'case_list_1',
  columns: {
    case_id: { kind: 'text' },
    agency: { kind: 'text' },
    serial_number: { kind: 'text' },
    register_year: { kind: 'integer' },
    channel: { kind: 'text' },
    applicant_type: { kind: 'text', nullable: true },
    received_on: { kind: 'date' },
    registered_on: { kind: 'date', nullable: true },
    status: { kind: 'text' },
    due_on: { kind: 'date' },
    due_provisional: { kind: 'flag' },
    due_moved_from: { kind: 'date', nullable: true },
    correction_notice_due_on: { kind: 'date', nullable: true },
    disposal_kind: { kind: 'text', nullable: true },
    closed_on: { kind: 'date' },
    on_time: { kind: 'flag', nullable: true },
    extended: { kind: 'flag' },
    carried_over: { kind: 'flag' },
    assigned_unit: { kind: 'text', nullable: true },
    reply_document_number: { kind: 'text', nullable: true },
    name_hash: { kind: 'text', nullable: true },
    document_hash: { kind: 'text', nullable: true },
    voided: { kind: 'flag' },
    erased: { kind: 'flag' },
    revision: { kind: 'integer' },
    position: { kind: 'position' },
  },
  primaryKey: ['case_id'],
  indexes: [
    // In the order of a list, to be walked when a filter leaves many. Few requests share a day or a
    // number, so that these are put in order of their ids on the way; many have no due date.
    { columns: ['received_on'] },
    { columns: ['due_on', 'case_id'] },
    { columns: ['serial_number', 'agency'] },
    { columns: ['register_year', 'serial_number'] },
    // By what a filter asks for, to be sorted when it leaves few.
    { columns: ['agency', 'status', 'received_on'] },
    { columns: ['status', 'received_on', 'agency'] },
    { columns: ['closed_on', 'agency'] },
    { columns: ['reply_document_number'] },
    { columns: ['name_hash'] },
    { columns: ['document_hash'] },
  ],
});
