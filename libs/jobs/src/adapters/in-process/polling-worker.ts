import type { JobHandler } from '../../job-handler';
import { errorWords } from '../../running/error-words';
import type { RunningJobs } from '../../running/running-jobs';
import type { DueJob } from '../../record/job-record';
import type { InProcessParts } from './in-process-parts';

/** Jobs looked at in one go. */
const dueCountMax = 50;

/** How often ended jobs that were kept for long enough are forgotten. */
const forgetEveryMs = 3_600_000;

interface PollingParts extends InProcessParts {
  readonly handlers: ReadonlyMap<string, JobHandler>;
  readonly running: RunningJobs;
}

/** Looks at the record when woken, when the next job falls due, and from time to time anyway. */
export class PollingWorker {
  private readonly starting = new Map<string, string>();
  private isClosing = false;
  private isWoken = false;
  private wakeUp: (() => void) | undefined;
  private looping: Promise<void> = Promise.resolve();
  private forgetAtMs = 0;

  constructor(private readonly parts: PollingParts) {}

  start(): void {
    this.looping = this.loop();
  }

  /** Has the worker look at once; a wake-up during a look makes it look again. */
  wake(): void {
    this.isWoken = true;
    this.wakeUp?.();
  }

  async close(withinMs: number): Promise<void> {
    this.isClosing = true;
    this.wake();
    await this.looping;
    await this.parts.running.close(withinMs);
  }

  private async loop(): Promise<void> {
    const { pollMs, log } = this.parts;
    while (!this.isClosing) {
      this.isWoken = false;
      let pauseMs = pollMs;
      try {
        pauseMs = await this.look();
      } catch (error) {
        // The database may be away for a while; the next look finds what this one did not.
        log({ level: 'warn', event: 'jobs-not-read', facts: { error: errorWords(error) } });
      }
      await this.pause(pauseMs);
    }
  }

  /** Starts what is due; says after how long to look again. */
  private async look(): Promise<number> {
    const { schedules, record, handlers, pollMs, now } = this.parts;
    await schedules.fireDue();
    await this.forget();
    const free = this.freeKinds();
    if (free.length > 0) {
      const waiting = await record.waiting(free, now(), dueCountMax);
      const abandoned = await record.abandoned(free, dueCountMax);
      const started = [...waiting, ...abandoned].filter((job) => this.startJob(job));
      // There may be more of a kind that still has room.
      if (started.length > 0 && waiting.length === dueCountMax) return 0;
    }
    const dues = [await schedules.nextAt(), await record.nextDue([...handlers.keys()])];
    const untilDue = dues.flatMap((due) =>
      // What is due already waits for room, and whoever makes room wakes this worker.
      due === null || due <= now() ? [] : [Date.parse(due) - Date.parse(now())],
    );
    return Math.min(pollMs, ...untilDue);
  }

  private freeKinds(): readonly string[] {
    return [...this.parts.handlers.values()]
      .filter(({ kind }) => this.startedOf(kind.name) < kind.concurrency)
      .map(({ kind }) => kind.name);
  }

  private startedOf(kind: string): number {
    return [...this.starting.values()].filter((one) => one === kind).length;
  }

  private startJob({ id, kind }: DueJob): boolean {
    const handler = this.parts.handlers.get(kind);
    const isFull = this.startedOf(kind) >= (handler?.kind.concurrency ?? 0);
    if (isFull || this.starting.has(id)) return false;
    this.starting.set(id, kind);
    void this.run(id, kind);
    return true;
  }

  private async run(id: string, kind: string): Promise<void> {
    try {
      await this.parts.running.run(id, kind);
      this.starting.delete(id);
      this.wake();
    } catch (error) {
      // Without a wake-up: a database that is away is asked again at the pace of the polls.
      this.starting.delete(id);
      const facts = { id, kind, error: errorWords(error) };
      this.parts.log({ level: 'warn', event: 'job-not-claimed', facts });
    }
  }

  private async forget(): Promise<void> {
    if (performance.now() < this.forgetAtMs) return;
    this.forgetAtMs = performance.now() + forgetEveryMs;
    await this.parts.record.forget([...this.parts.handlers.values()].map(({ kind }) => kind));
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.isWoken || this.isClosing) {
        resolve();
        return;
      }
      const end = () => {
        clearTimeout(timer);
        this.wakeUp = undefined;
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.wakeUp = end;
    });
  }
}
