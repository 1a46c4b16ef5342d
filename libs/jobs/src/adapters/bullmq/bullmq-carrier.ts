import type { Carrier } from '../../carrier';
import type { JobSchedule, JobWorker } from '../../job-board';
import type { JobHandler } from '../../job-handler';
import type { DueJob } from '../../record/job-record';
import { WorkersHere } from '../../running/workers-here';
import type { BullmqParts } from './bullmq-parts';
import { BullmqQueues } from './bullmq-queues';
import { BullmqWorker } from './bullmq-worker';
import { RedisConnection } from './redis-connection';

/** Tells Redis of jobs; a worker that reconciles finds again what Redis was not told or forgot. */
export class BullmqCarrier implements Carrier {
  private readonly connection: RedisConnection;
  private readonly queues: BullmqQueues;
  private readonly workers: WorkersHere<BullmqWorker>;

  constructor(parts: BullmqParts) {
    const { url, prefix, now, log } = parts;
    this.connection = new RedisConnection(url, log);
    this.queues = new BullmqQueues(this.connection, prefix, now, log);
    const { connection, queues } = this;
    this.workers = new WorkersHere(
      parts,
      (made) => new BullmqWorker({ ...parts, ...made, connection, queues }),
    );
  }

  announce(job: DueJob): void {
    this.queues.put(job);
  }

  announceSchedule(schedule: JobSchedule): void {
    this.queues.putSchedule(schedule);
  }

  withdrawSchedule(name: string): void {
    this.queues.removeSchedule(name);
  }

  cancelHere(id: string): void {
    this.workers.cancelHere(id);
  }

  async work(handlers: ReadonlyMap<string, JobHandler>): Promise<JobWorker> {
    return this.workers.start(handlers);
  }

  async close(): Promise<void> {
    await this.workers.close();
    await this.queues.close();
    this.connection.cut();
  }
}
