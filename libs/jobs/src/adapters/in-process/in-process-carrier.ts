import type { Carrier } from '../../carrier';
import type { JobWorker } from '../../job-board';
import type { JobHandler } from '../../job-handler';
import { Claims } from '../../record/claims';
import { RunningJobs } from '../../running/running-jobs';
import type { InProcessParts } from './in-process-parts';
import { PollingWorker } from './polling-worker';

/** Wakes the workers of this process; what nobody woke them for they find when they look again. */
export class InProcessCarrier implements Carrier {
  private readonly workers = new Map<PollingWorker, RunningJobs>();
  private workersMade = 0;

  constructor(private readonly parts: InProcessParts) {}

  announce(): void {
    for (const worker of this.workers.keys()) worker.wake();
  }

  announceSchedule(): void {
    this.announce();
  }

  withdrawSchedule(): void {
    // The next look at the record no longer finds it.
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
    const worker = new PollingWorker({ ...this.parts, handlers, running });
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
  }
}
