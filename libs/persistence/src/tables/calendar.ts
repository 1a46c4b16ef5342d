import { defineTable } from '../table-definition';

/** The holiday arrangements of the log, each with the position from which it is known. */
export const calendarTable = defineTable({
  name: 'calendar_1',
  columns: { position: { kind: 'position' }, arrangement: { kind: 'document' } },
  primaryKey: ['position'],
  indexes: [],
});
