import { defineTable } from '../table-definition';

/**
 * One row per job, whoever carries it: the record by which a job that a queue forgot is found
 * again. Not a read model: nothing rebuilds it. Instants are ISO 8601 in UTC and sort as they read.
 * `claim` is empty unless the job runs; whoever holds it may write the outcome, nobody else.
 */
export const jobTable = defineTable({
  name: 'job_1',
  columns: {
    id: { kind: 'text' },
    kind: { kind: 'text' },
    state: { kind: 'text' },
    data: { kind: 'document' },
    dedup_key: { kind: 'text', nullable: true },
    requested_by: { kind: 'text' },
    created_at: { kind: 'text' },
    run_after: { kind: 'text' },
    attempt: { kind: 'integer' },
    attempt_log: { kind: 'document' },
    claim: { kind: 'text' },
    worker: { kind: 'text', nullable: true },
    lease_until: { kind: 'text', nullable: true },
    cancel_requested: { kind: 'flag' },
    progress: { kind: 'document', nullable: true },
    result: { kind: 'document', nullable: true },
    last_error: { kind: 'text', nullable: true },
    started_at: { kind: 'text', nullable: true },
    ended_at: { kind: 'text', nullable: true },
  },
  primaryKey: ['id'],
  indexes: [
    { columns: ['state', 'run_after', 'id'] },
    { columns: ['kind', 'state', 'run_after', 'id'] },
    { columns: ['created_at', 'id'] },
    // The same key while one waits or runs is the same job.
    {
      called: 'live_key',
      columns: ['kind', 'dedup_key'],
      unique: true,
      where: "state = 'waiting' OR state = 'running'",
    },
  ],
});

/** One row per job that comes again by itself, with the instant at which it is next due. */
export const jobScheduleTable = defineTable({
  name: 'job_schedule_1',
  columns: {
    name: { kind: 'text' },
    kind: { kind: 'text' },
    data: { kind: 'document' },
    requested_by: { kind: 'text' },
    cron: { kind: 'text', nullable: true },
    every_ms: { kind: 'position', nullable: true },
    time_zone: { kind: 'text' },
    next_at: { kind: 'text' },
    last_at: { kind: 'text', nullable: true },
  },
  primaryKey: ['name'],
  indexes: [{ columns: ['next_at'] }],
});

/** What the carriers of jobs keep; never dropped by a rebuild. */
export const jobTables = [jobTable, jobScheduleTable];
