import type { Carrier } from '../../carrier';
import type { JobSchedule, JobWorker } from '../../job-board';
import type { JobHandler } from '../../job-handler';
import { Claims } from '../../record/claims';
import type { DueJob } from '../../record/job-record';
import { RunningJobs } from '../../running/running-jobs';
import type { BullmqParts } from './bullmq-parts';
import { BullmqQueues } from './bullmq-queues';
import { BullmqWorker } from './bullmq-worker';
import { RedisConnection } from './redis-connection';

/** Tells Redis of jobs; a worker that reconciles finds again what Redis was not told or forgot. */
export class BullmqCarrier implements Carrier {
  private readonly connection: RedisConnection;
  private readonly queues: BullmqQueues;
  private readonly workers = new Map<BullmqWorker, RunningJobs>();
  private workersMade = 0;

  constructor(private readonly parts: BullmqParts) {
    const { url, prefix, now, log } = parts;
    this.connection = new RedisConnection(url, log);
    this.queues = new BullmqQueues(this.connection, prefix, now, log);
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
    for (const running of this.workers.values()) running.cancelHere(id);
  }

  async work(handlers: ReadonlyMap<string, JobHandler>): Promise<JobWorker> {
    const { database, now, newId, log, closeWithinMs } = this.parts;
    this.workersMade += 1;
    const name = `${this.parts.worker}-${this.workersMade}`;
    const claims = new Claims(database, { worker: name, now, newId });
    const running = new RunningJobs(handlers, claims, log);
    const { connection, queues } = this;
    const worker = new BullmqWorker({ ...this.parts, name, handlers, running, connection, queues });
    this.workers.set(worker, running);
    worker.start();
    return {
      name,
      close: async (withinMs = closeWithinMs) => {
        this.workers.delete(worker);
        await worker.close(withinMs);
      },
    };
  }

  async close(): Promise<void> {
    const open = [...this.workers.keys()];
    this.workers.clear();
    await Promise.all(open.map((worker) => worker.close(this.parts.closeWithinMs)));
    await this.queues.close();
    this.connection.cut();
  }
}
