import { defineTable } from '../table-definition';

/** The folded requests that early releases stored and nobody asked for: a stream is folded at once. */
export const firstCaseDetailTable = defineTable({
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
