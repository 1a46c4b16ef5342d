import type { StoredEvent, SubscribeOptions, Subscription } from '../../port';

/** Events read and handed over at a time. */
export const subscriptionBatchSize = 500;

/** What a subscription needs of its store. */
export interface SubscribedLog {
  readonly length: () => number;
  readonly read: (
    after: number,
    upTo: number,
    max: number,
    prefixes: readonly string[] | undefined,
  ) => readonly StoredEvent[];
  /** Resolves when the log may have grown or `wake` has been called. */
  readonly onEnd: (subscription: LiveSubscription) => void;
}

/** Catches up in batches, then waits to be woken by writers. One batch is on its way at a time. */
export class LiveSubscription implements Subscription {
  private after: number;
  private stopped = false;
  private woken = false;
  private wakeUp: (() => void) | undefined;
  private readonly ended: Promise<void>;

  constructor(
    private readonly log: SubscribedLog,
    private readonly options: SubscribeOptions,
  ) {
    this.after = options.after;
    this.ended = this.run();
  }

  /** Tells it to look at the log again. */
  wake(): void {
    this.woken = true;
    this.wakeUp?.();
  }

  /** Waits for the batch on its way, so never await it inside `onEvents`. */
  stop(): Promise<void> {
    this.stopped = true;
    this.wakeUp?.();
    return this.ended;
  }

  private async run(): Promise<void> {
    // The subscriber gets hold of the subscription before its first event.
    await Promise.resolve();
    try {
      const headAtStart = this.log.length();
      let caughtUp = false;
      while (!this.stopped) {
        this.woken = false;
        await this.deliverUpTo(this.log.length());
        if (!caughtUp && !this.isStopped() && this.after >= headAtStart) {
          caughtUp = true;
          this.options.onCaughtUp?.();
        }
        await this.nextWrite();
      }
    } catch (error) {
      this.stopped = true;
      this.options.onError?.(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.log.onEnd(this);
    }
  }

  private async deliverUpTo(length: number): Promise<void> {
    while (this.after < length && !this.stopped) {
      const { streamPrefixes, onEvents } = this.options;
      const batch = this.log.read(this.after, length, subscriptionBatchSize, streamPrefixes);
      if (batch.length > 0) await onEvents(batch);
      const last = batch.at(-1);
      // A short batch means that nothing else up to `length` is wanted.
      this.after =
        last === undefined || batch.length < subscriptionBatchSize ? length : last.position;
      // Others get their turn between batches, also when handlers never wait.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private isStopped(): boolean {
    return this.stopped;
  }

  private async nextWrite(): Promise<void> {
    if (this.woken || this.stopped) return;
    await new Promise<void>((resolve) => {
      this.wakeUp = resolve;
    });
    this.wakeUp = undefined;
  }
}
