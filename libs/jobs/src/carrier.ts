import type { JobSchedule, JobWorker } from './job-board';
import type { JobHandler } from './job-handler';
import type { DueJob } from './record/job-record';

/**
 * Brings jobs on record to workers. It may forget anything at any time: what it forgot it finds in
 * the record again, so that telling it something can neither fail nor be waited for.
 */
export interface Carrier {
  announce(job: DueJob): void;
  announceSchedule(schedule: JobSchedule): void;
  withdrawSchedule(name: string): void;
  /** Has a job stop at once if it runs in this process. */
  cancelHere(id: string): void;
  work(handlers: ReadonlyMap<string, JobHandler>): Promise<JobWorker>;
  close(): Promise<void>;
}
