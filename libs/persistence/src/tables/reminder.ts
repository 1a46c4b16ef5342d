import { defineTable } from '../table-definition';

/**
 * One row per reminder that was issued. `item_key` tells it from every other of its agency, so that
 * what was issued is found without reading a stream.
 */
export const reminderTable = defineTable({
  name: 'reminder_1',
  columns: {
    agency: { kind: 'text' },
    item_key: { kind: 'text' },
    issued_on: { kind: 'date' },
    issue_id: { kind: 'text' },
    position: { kind: 'position' },
    item: { kind: 'document' },
  },
  primaryKey: ['agency', 'item_key'],
  indexes: [{ columns: ['agency', 'issued_on', 'item_key'] }],
});
