import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { issueReminders, type JobBoard, openBullmqJobs, openInProcessJobs } from '@sunledger/jobs';
import { type CarrierKind, dropPrefix, sharedRedis } from '@sunledger/jobs/testing';
import { reminderHandlers } from '@sunledger/worker';

import { Dice } from './dice';
import type { SimulatedOffice } from './simulated-office';
import type { Carrier } from './simulation';

/** How often a job is looked for that runs; a run of the office takes some milliseconds. */
const lookEveryMs = 2;

/** However often it is asked for while it waits, it is one job, as a tick of the schedule is. */
const tick = { dedupKey: 'tick', requestedBy: 'schedule' } as const;

/**
 * Two workers with the handlers of the worker process, over a queue of jobs. The jobs' clock is that
 * of the machine, which BullMQ's own timers follow, and the office's is set: so a tick is asked for
 * when the simulation says that it is time, and nothing waits for a timer.
 */
class CarryingJobs implements Carrier {
  private workers: readonly JobBoard[] = [];

  /**
   * @param open a board of the same record, as another process has it.
   * @param forget has Redis, where there is one, lose everything.
   */
  constructor(
    private readonly simulated: SimulatedOffice,
    private readonly asking: JobBoard,
    private readonly open: () => Promise<JobBoard>,
    private readonly forget: () => Promise<void>,
    private readonly dice: Dice,
  ) {}

  async runDue(): Promise<void> {
    const [first, second] = await this.workingBoards();
    const asked = [await first.enqueue(issueReminders, {}, tick)];
    if (this.dice.chance(0.1)) {
      // Somebody asks by hand at the same time: both workers issue at once.
      asked.push(await second.enqueue(issueReminders, {}, { requestedBy: 'somebody' }));
    }
    await Promise.all(asked.map((id) => this.ended(id)));
  }

  /** The workers are gone; who asks for the run meanwhile finds nobody, but it stays on record. */
  async missRun(): Promise<void> {
    await this.stopWorkers();
    await this.asking.enqueue(issueReminders, {}, tick);
    if (this.dice.chance(0.3)) await this.forget();
  }

  async close(): Promise<void> {
    await this.stopWorkers();
    await this.asking.close();
    await this.forget();
  }

  private async workingBoards(): Promise<readonly [JobBoard, JobBoard]> {
    const [first = await this.started(), second = await this.started()] = this.workers;
    this.workers = [first, second];
    return [first, second];
  }

  private async started(): Promise<JobBoard> {
    const board = await this.open();
    await board.work(reminderHandlers({ office: this.simulated.office, board }));
    return board;
  }

  private async stopWorkers(): Promise<void> {
    const stopping = this.workers;
    this.workers = [];
    await Promise.all(stopping.map((board) => board.close()));
  }

  private async ended(id: string): Promise<void> {
    for (;;) {
      const job = await this.asking.find(id);
      if (job?.state === 'done') return;
      // Nothing ever goes wrong here, so that a second attempt would hide a fault.
      if (job === undefined || job.attempts.length > 0) throw new Error(JSON.stringify(job));
      await sleep(lookEveryMs);
    }
  }
}

/** Has the reminders of a simulated office carried out by jobs, as its worker processes do. */
export const carriedBy =
  (kind: CarrierKind, seed: number) =>
  async (simulated: SimulatedOffice): Promise<Carrier> => {
    const { database } = simulated;
    const dice = new Dice(seed);
    if (kind === 'in-process') {
      const open = async () => openInProcessJobs({ database });
      return new CarryingJobs(simulated, await open(), open, () => Promise.resolve(), dice);
    }
    const url = sharedRedis();
    const prefix = `simulated-${randomUUID()}`;
    const open = () => openBullmqJobs({ database, url, prefix });
    const forget = () => dropPrefix(url, prefix);
    return new CarryingJobs(simulated, await open(), open, forget, dice);
  };
