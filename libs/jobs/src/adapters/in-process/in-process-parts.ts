import type { JobOptions } from '../../job-options';
import type { JobRecord } from '../../record/job-record';
import type { ScheduleRecord } from '../../record/schedule-record';

/** What the in-process carrier is made of. */
export interface InProcessParts extends Required<JobOptions> {
  readonly pollMs: number;
  readonly record: JobRecord;
  readonly schedules: ScheduleRecord;
}
