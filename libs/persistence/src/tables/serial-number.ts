import { defineTable } from '../table-definition';

/**
 * One row per serial number ever given out; a number is never taken back or given twice.
 * `ordinal` is its place in the sequence, where the number follows the pattern of the office.
 */
export const serialNumberTable = defineTable({
  name: 'serial_number_1',
  columns: {
    agency: { kind: 'text' },
    year: { kind: 'integer' },
    serial_number: { kind: 'text' },
    case_id: { kind: 'text' },
    ordinal: { kind: 'integer', nullable: true },
    position: { kind: 'position' },
  },
  primaryKey: ['agency', 'year', 'serial_number'],
  indexes: [{ columns: ['serial_number'] }],
});
