import type { Carrier } from '../../carrier';
import type { JobWorker } from '../../job-board';
import type { JobHandler } from '../../job-handler';
import { WorkersHere } from '../../running/workers-here';
import type { InProcessParts } from './in-process-parts';
import { PollingWorker } from './polling-worker';

/** Wakes the workers of this process; what nobody woke them for they find when they look again. */
export class InProcessCarrier implements Carrier {
  private readonly workers: WorkersHere<PollingWorker>;

  constructor(parts: InProcessParts) {
    this.workers = new WorkersHere(parts, (made) => new PollingWorker({ ...parts, ...made }));
  }

  announce(): void {
    for (const worker of this.workers.all()) worker.wake();
  }

  announceSchedule(): void {
    this.announce();
  }

  withdrawSchedule(): void {
    // The next look at the record no longer finds it.
  }

  cancelHere(id: string): void {
    this.workers.cancelHere(id);
  }

  async work(handlers: ReadonlyMap<string, JobHandler>): Promise<JobWorker> {
    return this.workers.start(handlers);
  }

  async close(): Promise<void> {
    await this.workers.close();
  }
}
