import { defineTable } from '../table-definition';

/**
 * One row per duty of a request or remedy. `subject` is the stream it follows from; `reference`
 * tells two of a kind apart (the consultation, the remedy), and is empty where there is only one.
 * `known_on` is the day since which the date could be known.
 */
export const dueDateTable = defineTable({
  name: 'due_date_2',
  columns: {
    subject: { kind: 'text' },
    kind: { kind: 'text' },
    reference: { kind: 'text' },
    case_id: { kind: 'text' },
    agency: { kind: 'text' },
    due_on: { kind: 'date' },
    provisional: { kind: 'flag' },
    moved_from: { kind: 'date', nullable: true },
    owed_by: { kind: 'text' },
    article: { kind: 'text' },
    known_on: { kind: 'date' },
  },
  primaryKey: ['subject', 'kind', 'reference'],
  indexes: [
    { columns: ['case_id'] },
    { columns: ['due_on', 'case_id', 'kind', 'reference'] },
    { columns: ['agency', 'due_on', 'case_id', 'kind', 'reference'] },
  ],
});
