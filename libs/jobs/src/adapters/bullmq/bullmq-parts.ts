import type { JobHandler } from '../../job-handler';
import type { JobOptions } from '../../job-options';
import type { JobRecord } from '../../record/job-record';
import type { ScheduleRecord } from '../../record/schedule-record';
import type { RunningJobs } from '../../running/running-jobs';
import type { BullmqQueues } from './bullmq-queues';
import type { RedisConnection } from './redis-connection';

/** What the carrier on Redis is made of. */
export interface BullmqParts extends Required<JobOptions> {
  readonly url: string;
  readonly prefix: string;
  readonly reconcileEveryMs: number;
  readonly record: JobRecord;
  readonly schedules: ScheduleRecord;
}

/** What one of its workers is made of. */
export interface BullmqWorkerParts extends BullmqParts {
  readonly name: string;
  readonly handlers: ReadonlyMap<string, JobHandler>;
  readonly running: RunningJobs;
  readonly connection: RedisConnection;
  readonly queues: BullmqQueues;
}
