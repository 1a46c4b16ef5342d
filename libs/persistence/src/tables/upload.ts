import { defineTable } from '../table-definition';

/**
 * What was uploaded to be worked on by a job, cut into parts from 1 that are sealed one by one; part
 * 0 says what they make up and is written last. Whoever has this database alone can read nothing.
 * Not a read model: nothing rebuilds it, and it is kept for no longer than it is needed.
 */
export const uploadTable = defineTable({
  name: 'upload_1',
  columns: {
    id: { kind: 'text' },
    part: { kind: 'integer' },
    kept_at: { kind: 'text' },
    sealed: { kind: 'document' },
  },
  primaryKey: ['id', 'part'],
  indexes: [],
});
