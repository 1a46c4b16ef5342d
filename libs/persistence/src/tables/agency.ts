import { defineTable } from '../table-definition';

/** The agencies and their tree; `path` is `/root/…/code/`, so a subtree is a prefix. */
export const agencyTable = defineTable({
  name: 'agency_1',
  columns: {
    code: { kind: 'text' },
    name: { kind: 'text' },
    parent: { kind: 'text', nullable: true },
    path: { kind: 'text' },
    position: { kind: 'position' },
  },
  primaryKey: ['code'],
  indexes: [{ columns: ['path'] }],
});
