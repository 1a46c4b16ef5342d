import { defineTable } from '../table-definition';

/**
 * What the annual report counts, bitemporal: one row per request and state of belief, believed from
 * `position_from` up to but not at `position_to`. The wide indexes answer a whole tally without
 * touching the table, for the present and for any past position alike.
 */
export const caseFactTable = defineTable({
  name: 'case_fact_1',
  columns: {
    case_id: { kind: 'text' },
    position_from: { kind: 'position' },
    position_to: { kind: 'position' },
    agency: { kind: 'text' },
    serial_number: { kind: 'text' },
    applicant_type: { kind: 'text' },
    channel: { kind: 'text' },
    received_on: { kind: 'date' },
    closed_on: { kind: 'date' },
    disposal_kind: { kind: 'text', nullable: true },
    on_time: { kind: 'flag', nullable: true },
    fee_assessed_on: { kind: 'date', nullable: true },
    fee_assessed_yuan: { kind: 'integer' },
    fee_paid_on: { kind: 'date', nullable: true },
    fee_paid_yuan: { kind: 'integer' },
  },
  primaryKey: ['case_id', 'position_from'],
  indexes: [
    { columns: ['agency', 'received_on'] },
    {
      called: 'receipt',
      columns: [
        'received_on',
        'closed_on',
        'position_to',
        'position_from',
        'applicant_type',
        'channel',
        'disposal_kind',
        'agency',
      ],
    },
    {
      called: 'closing',
      columns: [
        'closed_on',
        'received_on',
        'position_to',
        'position_from',
        'applicant_type',
        'disposal_kind',
        'on_time',
        'agency',
      ],
    },
    { columns: ['fee_assessed_on'], where: 'fee_assessed_on IS NOT NULL' },
    { columns: ['fee_paid_on'], where: 'fee_paid_on IS NOT NULL' },
  ],
});
