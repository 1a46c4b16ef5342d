import { DelayedError, type Job, WaitingError, Worker } from 'bullmq';

import type { JobKind } from '../../job-kind';
import { errorWords } from '../../running/error-words';
import type { RunEnd } from '../../running/running-jobs';
import { repeatedly, settledWithin } from '../../running/timers';
import type { BullmqWorkerParts } from './bullmq-parts';
import { type CarriedJob, tickQueueName } from './bullmq-queues';
import { Reconciliation } from './reconciliation';

/** When a job is brought again that could not be claimed because the record was away. */
const againInMs = 1_000;

/** Pause of a worker after a command that Redis did not answer. */
const afterErrorMs = 1_000;

/** How long the links of a worker may take to say goodbye. */
const goodbyeWithinMs = 3_000;

/** The record decides how often a job may be tried, not the number of dead workers. */
const stalledCountMax = 1_000_000;

/** How long a tick may take before another worker gets it. */
const tickLockMs = 30_000;

/** One worker of BullMQ for each kind of job, one for ticks, and the reconciliation. */
export class BullmqWorker {
  private readonly workers: Worker[] = [];
  private readonly reconciliation: Reconciliation;
  private timer: { stop(): void } | undefined;
  private readonly onReady = () => this.reconciliation.wish();

  constructor(private readonly parts: BullmqWorkerParts) {
    this.reconciliation = new Reconciliation(parts);
  }

  start(): void {
    const { handlers, connection, reconcileEveryMs } = this.parts;
    for (const { kind } of handlers.values()) this.workers.push(this.workerOf(kind));
    this.workers.push(this.tickWorker());
    connection.on('ready', this.onReady);
    this.timer = repeatedly(reconcileEveryMs, () => this.reconciliation.run());
    this.reconciliation.wish();
  }

  async close(withinMs: number): Promise<void> {
    const { connection, running } = this.parts;
    connection.off('ready', this.onReady);
    this.timer?.stop();
    for (const worker of this.workers) void worker.pause(true);
    await this.reconciliation.close();
    await running.close(withinMs);
    const goodbye = this.workers.map((worker) => worker.close(!connection.isReady));
    await settledWithin(Promise.all(goodbye), goodbyeWithinMs);
  }

  private workerOf(kind: JobKind): Worker {
    return this.listened(
      new Worker<CarriedJob>(kind.name, (job, token) => this.carryOut(job, token, kind), {
        ...this.options(),
        concurrency: kind.concurrency,
        lockDuration: kind.leaseMs,
        stalledInterval: kind.leaseMs,
      }),
    );
  }

  private tickWorker(): Worker {
    const fire = async () => {
      for (const job of await this.parts.schedules.fireDue()) this.parts.queues.put(job);
    };
    return this.listened(
      new Worker(tickQueueName, fire, { ...this.options(), lockDuration: tickLockMs }),
    );
  }

  private options() {
    const { connection, prefix, name } = this.parts;
    return {
      connection,
      prefix,
      name,
      maxStalledCount: stalledCountMax,
      runRetryDelay: afterErrorMs,
    };
  }

  private listened(worker: Worker): Worker {
    // Whatever BullMQ stumbles over, the record has the job: it is a remark, not a fault. While Redis
    // is away every worker stumbles again and again; the link has told of that, once.
    worker.on('error', (error) => {
      if (!this.parts.connection.isReady) return;
      this.remark('queue-stumbled', error, { queue: worker.name });
    });
    return worker;
  }

  /** Runs the job that Redis brought, as the record has it, and says when to bring it again. */
  private async carryOut(
    job: Job<CarriedJob>,
    token: string | undefined,
    kind: JobKind,
  ): Promise<void> {
    let end: RunEnd;
    try {
      end = await this.parts.running.run(job.data.id, kind.name);
    } catch (error) {
      this.remark('job-not-claimed', error, { id: job.data.id, kind: kind.name });
      end = { later: new Date(Date.now() + againInMs).toISOString() };
    }
    if (typeof end === 'object') {
      await job.moveToDelayed(Date.parse(end.later), token);
      throw new DelayedError();
    }
    if (end === 'given-back') {
      await job.moveToWait(token);
      throw new WaitingError();
    }
  }

  private remark(event: string, error: unknown, facts: Readonly<Record<string, unknown>>): void {
    this.parts.log({ level: 'warn', event, facts: { ...facts, error: errorWords(error) } });
  }
}
