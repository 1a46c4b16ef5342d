import type { JobBoard } from '../../job-board';
import { type JobOptions, withDefaults } from '../../job-options';
import { RecordedJobBoard } from '../../recorded-job-board';
import { JobRecord } from '../../record/job-record';
import { ScheduleRecord } from '../../record/schedule-record';

export interface BullmqJobOptions extends JobOptions {
  /** `redis://` or `rediss://`; what is kept there may be wiped at any time. */
  readonly url: string;
  /** Before every key; two systems on one Redis need two. */
  readonly prefix?: string;
  /** How often a worker brings to Redis what it should hold by the record. */
  readonly reconcileEveryMs?: number;
}

/**
 * Jobs carried by BullMQ on Redis: the scaled profile. Redis need not be there: what is asked for
 * meanwhile is on record and runs when it is back. `now` must be the true time, since BullMQ's own
 * delays follow the clock of the machine.
 */
export async function openBullmqJobs({
  url,
  prefix = 'sunledger',
  reconcileEveryMs = 60_000,
  ...options
}: BullmqJobOptions): Promise<JobBoard> {
  const complete = withDefaults(options);
  const { database, now, newId } = complete;
  const record = new JobRecord(database, now);
  const schedules = new ScheduleRecord(database, now, newId);
  // Loaded here, so that the embedded profile starts without the driver.
  const { BullmqCarrier } = await import('./bullmq-carrier.js');
  const parts = { ...complete, url, prefix, reconcileEveryMs, record, schedules };
  const carrier = new BullmqCarrier(parts);
  return new RecordedJobBoard({ record, schedules, carrier, newId });
}
