import { randomUUID } from 'node:crypto';

import { type JobLog, silentJobLog } from './job-log';
import type { JobDatabase } from './record/job-row';

/** What every carrier needs. */
export interface JobOptions {
  /** Where the record is kept. */
  readonly database: JobDatabase;
  /** The clock, ISO 8601 in UTC; that of the machine when left out. */
  readonly now?: () => string;
  /** Ids of jobs and claims; random UUIDs when left out. */
  readonly newId?: () => string;
  readonly log?: JobLog;
  /** Name of this process in the record of the jobs it ran; unique among all that run. */
  readonly worker?: string;
  /** How long a worker that is closed waits for running jobs, unless told otherwise. */
  readonly closeWithinMs?: number;
}

/** With what was left out put in. */
export const withDefaults = ({
  database,
  now = () => new Date().toISOString(),
  newId = randomUUID,
  log = silentJobLog,
  worker = `worker-${process.pid}-${randomUUID().slice(0, 8)}`,
  closeWithinMs = 20_000,
}: JobOptions): Required<JobOptions> => ({ database, now, newId, log, worker, closeWithinMs });
