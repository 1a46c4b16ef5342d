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
    { columns: ['received_on', 'case_id'] },
    { columns: ['due_on', 'case_id'] },
    { columns: ['serial_number', 'case_id'] },
    { columns: ['agency', 'received_on', 'case_id'] },
    { columns: ['agency', 'serial_number', 'case_id'] },
    { columns: ['status', 'received_on', 'case_id'] },
    { columns: ['status', 'due_on', 'case_id'] },
    { columns: ['status', 'serial_number', 'case_id'] },
    { columns: ['register_year', 'received_on', 'case_id'] },
    { columns: ['closed_on', 'case_id'] },
    { columns: ['reply_document_number'] },
    { columns: ['name_hash'] },
    { columns: ['document_hash'] },
  ],
});
