import type { Refusal } from '@sunledger/decider';

/**
 * `waiting` for its time or its turn, `running`, `done`; `dead` after its last attempt, until
 * somebody retries or discards it; `cancelled` and `discarded` by somebody.
 */
export const jobStates = ['waiting', 'running', 'done', 'dead', 'cancelled', 'discarded'] as const;
export type JobState = (typeof jobStates)[number];

/** How far a job has come, as its handler says. */
export interface JobProgress {
  readonly done: number;
  readonly total?: number;
  /** For the clerk, in Chinese; never personal data. */
  readonly sentence: string;
}

/** An attempt that did not succeed: it failed, took too long, or its worker vanished. */
export interface JobAttempt {
  readonly attempt: number;
  readonly worker: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: 'failed' | 'timed-out' | 'lost';
  readonly error: string;
  /** What was asked for is not permitted as things stand: stable code and facts. */
  readonly refusal?: Refusal;
}

/** A job as it stands in the record. Instants are ISO 8601 in UTC. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly data: unknown;
  readonly dedupKey: string | null;
  readonly requestedBy: string;
  readonly createdAt: string;
  /** Not before this instant. */
  readonly runAfter: string;
  /** Attempts begun; one that was given back at a shutdown does not count. */
  readonly attempt: number;
  /** The latest attempts that did not succeed, oldest first. */
  readonly attempts: readonly JobAttempt[];
  readonly lastError: string | null;
  readonly worker: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Somebody has asked the running worker to stop. */
  readonly cancelRequested: boolean;
  readonly progress: JobProgress | null;
  readonly result: unknown;
}
