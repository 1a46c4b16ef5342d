import { defineTable } from '../table-definition';

/**
 * One row per thing that somebody owes in an open request. `reference` tells two of a kind apart
 * (the consultation), and is empty where there is only one.
 */
export const dueDateTable = defineTable({
  name: 'due_date_1',
  columns: {
    case_id: { kind: 'text' },
    kind: { kind: 'text' },
    reference: { kind: 'text' },
    agency: { kind: 'text' },
    due_on: { kind: 'date' },
    provisional: { kind: 'flag' },
    moved_from: { kind: 'date', nullable: true },
  },
  primaryKey: ['case_id', 'kind', 'reference'],
  indexes: [
    { columns: ['due_on', 'case_id', 'kind', 'reference'] },
    { columns: ['agency', 'due_on', 'case_id', 'kind', 'reference'] },
  ],
});
