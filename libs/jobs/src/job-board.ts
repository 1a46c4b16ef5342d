import type { Refusal } from '@sunledger/decider';

import type { Job, JobState } from './job';
import type { JobHandler } from './job-handler';
import type { JobKind } from './job-kind';

export interface EnqueueOptions {
  /** While a job of this kind and key waits or runs, asking again is that job. */
  readonly dedupKey?: string;
  /** An instant, ISO 8601 in UTC; at once when left out. */
  readonly runAfter?: string;
  /** Account or part of the system that asks; never an applicant. */
  readonly requestedBy: string;
}

/** The one time zone of the office. */
export const officeTimeZone = 'Asia/Shanghai';

/** When a job comes again: five fields of cron, or every so many milliseconds. */
export type ScheduleTime = ({ readonly cron: string } | { readonly everyMs: number }) & {
  readonly tz: typeof officeTimeZone;
};

export interface ScheduleOptions {
  /** Durable name; that of the kind when left out. */
  readonly name?: string;
}

/** A job that comes again by itself. */
export interface JobSchedule {
  readonly name: string;
  readonly kind: string;
  readonly data: unknown;
  readonly time: ScheduleTime;
  readonly nextAt: string;
  readonly lastAt: string | null;
}

export interface JobQuestion {
  readonly state?: JobState;
  /** Name of a kind. */
  readonly kind?: string;
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

/** Newest first. */
export interface JobPage {
  readonly jobs: readonly Job[];
  /** JSON list of two texts; null on the last page. */
  readonly next: string | null;
}

/** How many jobs of a kind are in a state, for metrics. */
export interface JobCount {
  readonly kind: string;
  readonly state: JobState;
  readonly count: number;
}

/**
 * - `job-unknown`: there is none of that id, or no longer.
 * - `job-not-dead`: only a dead job can be retried or discarded; `facts.state` says what it is.
 * - `job-ended`: what has ended cannot be cancelled.
 * - `job-succeeded-by-another`: one with the same key waits or runs already, `facts.id`.
 */
export type JobRefusal = 'job-unknown' | 'job-not-dead' | 'job-ended' | 'job-succeeded-by-another';

/** What a kind does not take; thrown, because the caller has its type. */
export class JobDataInvalid extends Error {
  override readonly name = 'JobDataInvalid';

  /** @param path JSON pointer to the first fault; its value is not repeated. */
  constructor(
    readonly kind: string,
    readonly path: string,
  ) {
    super(`data of ${kind} at ${path || '/'}`);
  }
}

/** A worker that carries out jobs until it is closed. */
export interface JobWorker {
  /** As it stands in the record of the jobs it ran. */
  readonly name: string;
  /**
   * Takes no more jobs, waits for those that run, then tells them to stop and gives back what has
   * not ended, so that another worker goes on with it.
   * @param withinMs how long to wait for running jobs.
   */
  close(withinMs?: number): Promise<void>;
}

/**
 * Where jobs are asked for, looked at and carried out. The record in the database is the truth; what
 * carries them may be lost at any time.
 */
export interface JobBoard {
  /**
   * Asks for a job; it is in the record when this resolves.
   * @returns its id, or that of the job with the same key.
   * @throws JobDataInvalid
   */
  enqueue<Data>(kind: JobKind<Data>, data: NoInfer<Data>, options: EnqueueOptions): Promise<string>;
  /**
   * Lets a job come again by itself from now on, or changes how. A tick that nobody was there for
   * is made up for once; one that finds the job before it still waiting or running is that job.
   */
  schedule<Data>(
    kind: JobKind<Data>,
    time: ScheduleTime,
    data: NoInfer<Data>,
    options?: ScheduleOptions,
  ): Promise<void>;
  unschedule(name: string): Promise<void>;
  schedules(): Promise<readonly JobSchedule[]>;
  find(id: string): Promise<Job | undefined>;
  list(question: JobQuestion): Promise<JobPage>;
  counts(): Promise<readonly JobCount[]>;
  /** Gives a dead job all its attempts again, at once. */
  retry(id: string): Promise<Job | Refusal<JobRefusal>>;
  /** Puts a dead job aside for good. */
  discard(id: string): Promise<Job | Refusal<JobRefusal>>;
  /** A waiting job will not run; a running one is told to stop and ends as its handler lets it. */
  cancel(id: string): Promise<Job | Refusal<JobRefusal>>;
  /** Starts to carry out jobs of these kinds in this process. */
  work(handlers: readonly JobHandler[]): Promise<JobWorker>;
  /** Closes its workers and lets go of what carries jobs; the database stays open. */
  close(): Promise<void>;
}
