import type { JobWorker } from '../job-board';
import type { JobHandler } from '../job-handler';
import type { JobOptions } from '../job-options';
import { Claims } from '../record/claims';
import { RunningJobs } from './running-jobs';

/** What a carrier keeps of a worker that it made. */
export interface CarriedWorker {
  start(): void;
  close(withinMs: number): Promise<void>;
}

/** What a worker is made with. */
export interface NewWorker {
  /** As it stands in the record of the jobs it ran. */
  readonly name: string;
  readonly handlers: ReadonlyMap<string, JobHandler>;
  readonly running: RunningJobs;
}

/** The workers of this process, whatever carries their jobs. */
export class WorkersHere<Worker extends CarriedWorker> {
  private readonly workers = new Map<Worker, RunningJobs>();
  private made = 0;

  constructor(
    private readonly options: Required<JobOptions>,
    private readonly make: (worker: NewWorker) => Worker,
  ) {}

  all(): Iterable<Worker> {
    return this.workers.keys();
  }

  cancelHere(id: string): void {
    for (const running of this.workers.values()) running.cancelHere(id);
  }

  start(handlers: ReadonlyMap<string, JobHandler>): JobWorker {
    const { database, now, newId, log, closeWithinMs } = this.options;
    this.made += 1;
    const name = `${this.options.worker}-${this.made}`;
    const claims = new Claims(database, { worker: name, now, newId });
    const running = new RunningJobs(handlers, claims, log);
    const worker = this.make({ name, handlers, running });
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
    await Promise.all(open.map((worker) => worker.close(this.options.closeWithinMs)));
  }
}
