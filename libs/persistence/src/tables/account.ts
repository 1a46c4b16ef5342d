import { defineTable } from '../table-definition';

/**
 * The people who are reminded, by agency. `document` is the folded account as JSON, its contact
 * data sealed as they are in the log.
 */
export const accountTable = defineTable({
  name: 'account_1',
  columns: {
    account_id: { kind: 'text' },
    agency: { kind: 'text' },
    closed_on: { kind: 'date', nullable: true },
    document: { kind: 'document' },
  },
  primaryKey: ['account_id'],
  indexes: [{ columns: ['agency', 'account_id'] }],
});
