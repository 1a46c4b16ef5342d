import { defineTable } from '../table-definition';

/** One row per request: the folded case as JSON, without personal data, not even sealed. */
export const caseDetailTable = defineTable({
  name: 'case_detail_1',
  columns: {
    case_id: { kind: 'text' },
    document: { kind: 'document' },
    revision: { kind: 'integer' },
    position: { kind: 'position' },
    recorded_at: { kind: 'text' },
  },
  primaryKey: ['case_id'],
  indexes: [],
});
