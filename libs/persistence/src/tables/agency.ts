import { defineTable } from '../table-definition';

/**
 * The agencies and their tree; `path` is `/root/…/code/`, so a subtree is a prefix. `document` is
 * the folded agency as JSON.
 */
export const agencyTable = defineTable({
  name: 'agency_1',
  columns: {
    code: { kind: 'text' },
    name: { kind: 'text' },
    parent: { kind: 'text', nullable: true },
    path: { kind: 'text' },
    closed_on: { kind: 'date', nullable: true },
    document: { kind: 'document' },
  },
  primaryKey: ['code'],
  indexes: [{ columns: ['path'] }],
});
