import { defineTable } from '../table-definition';

/** Due dates of requests as releases before the reminders stored them; see `dueDateTable`. */
export const firstDueDateTable = defineTable({
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
