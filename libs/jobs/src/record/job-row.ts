import type { ReadModelDatabase, SqlValue } from '@sunledger/persistence';

import type { Job, JobAttempt, JobProgress, JobState } from '../job';

/** What the record needs of a database. */
export type JobDatabase = Pick<ReadModelDatabase, 'write' | 'read'>;

/** A row of `job_1`. */
export interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly data: string;
  readonly dedup_key: string | null;
  readonly requested_by: string;
  readonly created_at: string;
  readonly run_after: string;
  readonly attempt: number;
  readonly attempt_log: string;
  readonly claim: string;
  readonly worker: string | null;
  readonly lease_until: string | null;
  readonly cancel_requested: number;
  readonly progress: string | null;
  readonly result: string | null;
  readonly last_error: string | null;
  readonly started_at: string | null;
  readonly ended_at: string | null;
}

/** A job on its way into the record. */
export interface NewJob {
  readonly id: string;
  readonly kind: string;
  readonly data: unknown;
  readonly dedupKey: string | undefined;
  readonly requestedBy: string;
  readonly createdAt: string;
  readonly runAfter: string;
}

/** What is known of the job that was asked for: a new one, or the one that stood for it already. */
export interface AskedJob {
  readonly id: string;
  readonly isNew: boolean;
}

// What these columns hold was written below from values of these types.
const fromJson = <Value>(text: string): Value => JSON.parse(text) as Value;
const optional = <Value>(text: string | null): Value | null =>
  text === null ? null : fromJson<Value>(text);

export const attemptsOf = (row: Pick<JobRow, 'attempt_log'>): readonly JobAttempt[] =>
  fromJson(row.attempt_log);

export const toJob = (row: JobRow): Job => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  data: fromJson<unknown>(row.data),
  dedupKey: row.dedup_key,
  requestedBy: row.requested_by,
  createdAt: row.created_at,
  runAfter: row.run_after,
  attempt: Number(row.attempt),
  attempts: attemptsOf(row),
  lastError: row.last_error,
  worker: row.worker,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  cancelRequested: Number(row.cancel_requested) === 1,
  progress: optional<JobProgress>(row.progress),
  result: optional<unknown>(row.result),
});

const insertText =
  'INSERT INTO job_1 (id, kind, state, data, dedup_key, requested_by, created_at, run_after, ' +
  "attempt, attempt_log, claim, cancel_requested) VALUES (?, ?, 'waiting', ?, ?, ?, ?, ?, 0, '[]', '', 0) " +
  'ON CONFLICT DO NOTHING';

/** The statement that puts a job on record unless one with its key waits or runs. */
export const insertion = (job: NewJob): readonly [string, readonly SqlValue[]] => [
  insertText,
  [
    job.id,
    job.kind,
    JSON.stringify(job.data),
    job.dedupKey ?? null,
    job.requestedBy,
    job.createdAt,
    job.runAfter,
  ],
];

export const liveByKeyText =
  "SELECT id FROM job_1 WHERE kind = ? AND dedup_key = ? AND (state = 'waiting' OR state = 'running')";

/** `?, ?, …` for a list. */
export const marks = (count: number): string => Array(count).fill('?').join(', ');
