import type { JobBoard } from '../../job-board';
import { type JobOptions, withDefaults } from '../../job-options';
import { RecordedJobBoard } from '../../recorded-job-board';
import { JobRecord } from '../../record/job-record';
import { ScheduleRecord } from '../../record/schedule-record';
import { InProcessCarrier } from './in-process-carrier';

export interface InProcessJobOptions extends JobOptions {
  /**
   * How often a worker looks at the record though nothing has been asked for here: another process
   * may have, or a worker may have died.
   */
  readonly pollMs?: number;
}

/** Jobs carried by this process itself, with the record as its queue: the embedded profile. */
export function openInProcessJobs({ pollMs = 1_000, ...options }: InProcessJobOptions): JobBoard {
  const complete = withDefaults(options);
  const { database, now, newId } = complete;
  const record = new JobRecord(database, now);
  const schedules = new ScheduleRecord(database, now, newId);
  const carrier = new InProcessCarrier({ ...complete, pollMs, record, schedules });
  return new RecordedJobBoard({ record, schedules, carrier, newId });
}
