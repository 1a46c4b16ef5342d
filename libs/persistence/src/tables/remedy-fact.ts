import { defineTable } from '../table-definition';

/** One row per instance of a remedy and state of belief; read as `case_fact` is. */
export const remedyFactTable = defineTable({
  name: 'remedy_fact_1',
  columns: {
    remedy_id: { kind: 'text' },
    instance: { kind: 'integer' },
    position_from: { kind: 'position' },
    position_to: { kind: 'position' },
    case_id: { kind: 'text' },
    agency: { kind: 'text' },
    kind: { kind: 'text' },
    accepted_on: { kind: 'date' },
    opened_on: { kind: 'date' },
    ended_on: { kind: 'date' },
    result: { kind: 'text', nullable: true },
    appealed_on: { kind: 'date' },
  },
  primaryKey: ['remedy_id', 'instance', 'position_from'],
  indexes: [
    { columns: ['agency', 'opened_on'] },
    { columns: ['ended_on', 'opened_on'] },
    { columns: ['case_id'] },
  ],
});
