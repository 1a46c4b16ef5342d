import type { SubscribeOptions, Subscription } from '../../port';
import type { KurrentConnection } from './connection';
import { feedBatchSize, LiveFeed } from './live-feed';
import type { LogReading } from './log-reading';
import type { Namespace } from './stored-records';

/** What a subscription needs of its store. */
export interface SubscribedStore {
  readonly connection: KurrentConnection;
  readonly namespace: Namespace;
  readonly reading: LogReading;
  readonly onEnd: (subscription: KurrentSubscription) => void;
}

/** Catches up page by page, then follows the log live. One batch is on its way at a time. */
export class KurrentSubscription implements Subscription {
  private after: number;
  private stopped = false;
  private feed: LiveFeed | undefined;
  private readonly ended: Promise<void>;

  constructor(
    private readonly store: SubscribedStore,
    private readonly options: SubscribeOptions,
  ) {
    this.after = options.after;
    this.ended = this.run();
  }

  /** Waits for the batch on its way, so never await it inside `onEvents`. */
  stop(): Promise<void> {
    this.stopped = true;
    this.feed?.stop();
    return this.ended;
  }

  private async run(): Promise<void> {
    // The subscriber gets hold of the subscription before its first event.
    await Promise.resolve();
    try {
      await this.catchUp();
      if (this.isStopped()) return;
      this.options.onCaughtUp?.();
      await this.follow();
    } catch (error) {
      if (this.isStopped()) return;
      this.stopped = true;
      this.options.onError?.(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.store.onEnd(this);
    }
  }

  /** A page that is not full reaches the head, and so the head there was at the start. */
  private async catchUp(): Promise<void> {
    for (let full = true; full && !this.stopped;) {
      const { streamPrefixes, onEvents } = this.options;
      const page = await this.store.reading.all(this.after, feedBatchSize, streamPrefixes);
      if (this.isStopped()) return;
      if (page.length > 0) await onEvents(page);
      this.after = page.at(-1)?.position ?? this.after;
      full = page.length === feedBatchSize;
    }
  }

  private async follow(): Promise<void> {
    const { connection, namespace } = this.store;
    const { streamPrefixes, onEvents } = this.options;
    this.feed = new LiveFeed({
      connection,
      namespace,
      ...(streamPrefixes === undefined ? {} : { streamPrefixes }),
      after: this.after,
      onEvents,
    });
    if (this.isStopped()) return;
    await this.feed.run();
  }

  private isStopped(): boolean {
    return this.stopped;
  }
}
