import { defineTable } from '../table-definition';

/**
 * How far the log has been projected; written in the transaction that writes the rows. The name
 * holds the version of the projection and a digest of the policy it was made under.
 */
export const checkpointTable = defineTable({
  name: 'checkpoint',
  columns: { name: { kind: 'text' }, position: { kind: 'position' } },
  primaryKey: ['name'],
  indexes: [],
});
