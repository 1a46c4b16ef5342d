import { errorWords } from '../../running/error-words';
import { settledWithin } from '../../running/timers';
import type { BullmqWorkerParts } from './bullmq-parts';

/** Jobs of one kind that are brought to Redis in one go. */
const jobCountMax = 1_000;

/** How often ended jobs that were kept for long enough are forgotten. */
const forgetEveryMs = 3_600_000;

/** How long a closing worker waits for it. */
const endWithinMs = 2_000;

/**
 * Brings to Redis what it should hold by the record: jobs that are due before the next
 * reconciliation, jobs whose worker has vanished, ticks that nobody fired, and the schedulers. What
 * Redis holds already stays as it is, so that it may be done at any time and by every worker.
 */
export class Reconciliation {
  private running: Promise<void> | undefined;
  private isWished = false;
  private isClosed = false;
  private forgetAtMs = 0;

  constructor(private readonly parts: BullmqWorkerParts) {}

  /** Reconciles soon. */
  wish(): void {
    void this.run();
  }

  /** Reconciles; one that is asked for during another follows it. Never rejects. */
  async run(): Promise<void> {
    this.isWished = true;
    this.running ??= this.runWished();
    await this.running;
  }

  /** Lets the present one end, unless Redis has gone away in the middle of it. */
  async close(): Promise<void> {
    this.isClosed = true;
    if (this.running !== undefined) await settledWithin(this.running, endWithinMs);
  }

  private async runWished(): Promise<void> {
    while (this.isWished && !this.isClosed) {
      this.isWished = false;
      try {
        await this.reconcile();
      } catch (error) {
        const facts = { error: errorWords(error) };
        this.parts.log({ level: 'warn', event: 'jobs-not-reconciled', facts });
      }
    }
    this.running = undefined;
  }

  private async reconcile(): Promise<void> {
    const { schedules, record, handlers, queues, connection } = this.parts;
    // Ticks are on record whether or not Redis is there.
    await schedules.fireDue();
    await this.forget();
    if (!connection.isReady) return;
    await queues.alignSchedules(await schedules.list());
    for (const kind of handlers.keys()) {
      const waiting = await record.waiting([kind], this.horizon(), jobCountMax);
      const abandoned = await record.abandoned([kind], jobCountMax);
      await queues.putAll(kind, [...waiting, ...abandoned]);
    }
  }

  /** What falls due later is brought by a later reconciliation. */
  private horizon(): string {
    const { now, reconcileEveryMs } = this.parts;
    return new Date(Date.parse(now()) + 2 * reconcileEveryMs).toISOString();
  }

  private async forget(): Promise<void> {
    if (performance.now() < this.forgetAtMs) return;
    this.forgetAtMs = performance.now() + forgetEveryMs;
    await this.parts.record.forget([...this.parts.handlers.values()].map(({ kind }) => kind));
  }
}
