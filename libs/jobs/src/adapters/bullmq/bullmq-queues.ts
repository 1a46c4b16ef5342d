import { Queue } from 'bullmq';

import type { JobSchedule } from '../../job-board';
import type { JobLog } from '../../job-log';
import type { DueJob } from '../../record/job-record';
import { errorWords } from '../../running/error-words';
import { settledWithin } from '../../running/timers';
import type { RedisConnection } from './redis-connection';

/** What Redis is told of a job: its id, and nothing about what it does. */
export interface CarriedJob {
  readonly id: string;
}

/** The queue whose jobs are ticks of schedules, whatever kind they start. */
export const tickQueueName = 'tick';

/** Commands on their way to Redis; beyond this they are left to the reconciliation. */
const pendingCountMax = 1_000;

/** How long a closing process waits for them. */
const pendingWithinMs = 2_000;

/** An ended job must not stand in the way of the same id; the record remembers it. */
const forgotten = { removeOnComplete: true, removeOnFail: true } as const;

const carried = ({ id, runAfter }: DueJob, now: string) => ({
  name: 'job',
  data: { id } satisfies CarriedJob,
  opts: {
    ...forgotten,
    jobId: id,
    delay: Math.max(0, Date.parse(runAfter) - Date.parse(now)),
  },
});

/** The queues of BullMQ, one for each kind of job; Redis collapses jobs of the same id. */
export class BullmqQueues {
  private readonly queues = new Map<string, Queue>();
  private readonly pending = new Set<Promise<void>>();

  constructor(
    private readonly connection: RedisConnection,
    private readonly prefix: string,
    private readonly now: () => string,
    private readonly log: JobLog,
  ) {}

  /** Puts a job into its queue, if Redis is there. */
  put(job: DueJob): void {
    const { name, data, opts } = carried(job, this.now());
    this.attempt(async () => void (await this.queue(job.kind).add(name, data, opts)));
  }

  async putAll(kind: string, jobs: readonly DueJob[]): Promise<void> {
    if (jobs.length === 0) return;
    const now = this.now();
    await this.queue(kind).addBulk(jobs.map((job) => carried(job, now)));
  }

  putSchedule(schedule: JobSchedule): void {
    this.attempt(() => this.upsertSchedule(schedule));
  }

  /** Has the schedulers of Redis be those of the record. */
  async alignSchedules(schedules: readonly JobSchedule[]): Promise<void> {
    const queue = this.queue(tickQueueName);
    const present = new Map(
      (await queue.getJobSchedulers()).map(({ key, pattern, every }) => [key, pattern ?? every]),
    );
    for (const schedule of schedules) {
      const { time } = schedule;
      const wanted = 'cron' in time ? time.cron : time.everyMs;
      if (String(present.get(schedule.name)) !== String(wanted)) {
        await this.upsertSchedule(schedule);
      }
      present.delete(schedule.name);
    }
    for (const name of present.keys()) await queue.removeJobScheduler(name);
  }

  removeSchedule(name: string): void {
    this.attempt(async () => void (await this.queue(tickQueueName).removeJobScheduler(name)));
  }

  async close(): Promise<void> {
    await settledWithin(Promise.all(this.pending), pendingWithinMs);
    // Their connection is not theirs to close, and without it there is nothing to wait for.
    for (const queue of this.queues.values()) {
      await settledWithin(queue.close(), pendingWithinMs);
    }
  }

  private async upsertSchedule({ name, time, nextAt }: JobSchedule): Promise<void> {
    const repeat =
      'cron' in time
        ? { pattern: time.cron, tz: time.tz }
        : { every: time.everyMs, startDate: Date.parse(nextAt) };
    await this.queue(tickQueueName).upsertJobScheduler(name, repeat, {
      name: 'tick',
      data: {},
      opts: forgotten,
    });
  }

  private attempt(command: () => Promise<void>): void {
    if (!this.connection.isReady || this.pending.size >= pendingCountMax) return;
    const running = command().catch((error: unknown) => {
      this.log({ level: 'warn', event: 'redis-refused', facts: { error: errorWords(error) } });
    });
    this.pending.add(running);
    void running.then(() => this.pending.delete(running));
  }

  private queue(name: string): Queue {
    const known = this.queues.get(name);
    if (known !== undefined) return known;
    const queue = new Queue(name, { connection: this.connection, prefix: this.prefix });
    // The link tells of its own errors; whoever gives a command learns of the others.
    queue.on('error', () => undefined);
    this.queues.set(name, queue);
    return queue;
  }
}
