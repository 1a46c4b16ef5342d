import type { AllStreamSubscription, Position } from '@kurrent/kurrentdb-client';

import { backOffMs, type KurrentConnection, pause } from './connection';
import { kindOf, unavailable } from './faults';
import { filterOf, type Place, placeOf } from './log-reading';
import { type EventAsRead, eventOf, type Namespace } from './stored-records';

/** Events handed over at a time. */
export const feedBatchSize = 500;

export interface FeedOptions {
  readonly connection: KurrentConnection;
  readonly namespace: Namespace;
  readonly streamPrefixes?: readonly string[];
  /** The position of the last event that was handed over before. */
  readonly after: number;
  /** Called with each batch in log order; the next batch waits until it resolves. */
  readonly onEvents: (events: readonly EventAsRead[]) => Promise<void>;
  /** Called when everything before the place has been handed over, or is nothing of ours. */
  readonly onCheckpoint?: (place: Position) => void;
}

/** A checkpoint that counts once the events in front of it have been handed over. */
interface Pending {
  readonly place: Position;
  readonly handedOver: number;
}

/**
 * Follows the log live from a position on. The client's subscriptions end with their connection, so
 * each end is followed by a new one from where the last batch or checkpoint stood. Back-pressure is
 * that of the stream: what is not read is not sent.
 */
export class LiveFeed {
  private after: number;
  private from: Place;
  private handedOver = 0;
  /** Events taken out of the buffer; more than were handed over while a batch is on its way. */
  private taken = 0;
  private pending: Pending | undefined;
  private stopped = false;
  private wakeUp: (() => void) | undefined;

  constructor(private readonly options: FeedOptions) {
    this.after = options.after;
    this.from = placeOf(options.after);
  }

  /** Ends the feed; `run` resolves once the batch on its way is done. */
  stop(): void {
    this.stopped = true;
    this.wakeUp?.();
  }

  /**
   * Resolves when the feed was stopped.
   * @throws what `onEvents` throws, and EventStoreUnavailable when the store refuses for good.
   */
  async run(): Promise<void> {
    for (let attempt = 0; !this.stopped; attempt += 1) {
      const before = this.handedOver;
      const { generation } = this.options.connection;
      const fault = await this.follow();
      if (this.isOver()) return;
      if (kindOf(fault) === 'refused') throw unavailable('subscribe', fault);
      if (this.handedOver > before) attempt = 0;
      if (attempt > 0) this.options.connection.renew(generation);
      await Promise.race([pause(backOffMs(attempt)), this.woken()]);
    }
  }

  private isOver(): boolean {
    return this.stopped || this.options.connection.isClosed;
  }

  private woken(): Promise<void> {
    return new Promise((resolve) => {
      this.wakeUp = resolve;
    });
  }

  /** One subscription until it ends; answers with what ended it. */
  private async follow(): Promise<unknown> {
    this.taken = this.handedOver;
    const subscription = this.subscribe();
    const faults: unknown[] = [];
    let followed = true;
    const wake = (): void => {
      // A subscription that was given up still says that it is closed: nobody waits for that.
      if (followed) this.wakeUp?.();
    };
    const end = (error: unknown = new Error('the subscription ended')): void => {
      faults.push(error);
      wake();
    };
    subscription.on('error', end);
    subscription.on('end', () => end());
    subscription.on('close', () => end());
    subscription.on('readable', wake);
    try {
      while (!this.stopped && faults.length === 0) {
        const batch = this.batchOf(subscription);
        if (batch.length > 0) await this.handOver(batch);
        this.takeCheckpoint();
        if (batch.length === 0) await this.woken();
      }
      return faults[0];
    } finally {
      followed = false;
      subscription.unsubscribe().catch(() => undefined);
      subscription.destroy();
      this.pending = undefined;
    }
  }

  private subscribe(): AllStreamSubscription {
    const { connection, namespace, streamPrefixes } = this.options;
    const subscription: AllStreamSubscription = connection.client('subscribe').subscribeToAll(
      {
        fromPosition: this.from,
        requiresLeader: true,
        filter: {
          ...filterOf(namespace, streamPrefixes),
          checkpointReached: (_, place) => {
            // What has been received before stands in the buffer or has been taken out of it.
            const handedOver = this.taken + subscription.readableLength;
            this.pending = { place, handedOver };
            this.wakeUp?.();
          },
        },
      },
      { highWaterMark: feedBatchSize },
    );
    return subscription;
  }

  private batchOf(subscription: AllStreamSubscription): EventAsRead[] {
    const batch: EventAsRead[] = [];
    while (batch.length < feedBatchSize) {
      // The stream is one of resolved events.
      const next = subscription.read() as Parameters<typeof resolvedEvent>[1] | null;
      if (next === null) break;
      batch.push(resolvedEvent(this.options.namespace, next));
    }
    this.taken += batch.length;
    return batch;
  }

  private async handOver(batch: readonly EventAsRead[]): Promise<void> {
    const fresh = batch.filter(({ position }) => position > this.after);
    if (fresh.length > 0) await this.options.onEvents(fresh);
    this.after = batch.at(-1)?.position ?? this.after;
    this.from = placeOf(this.after);
    this.handedOver += batch.length;
  }

  private takeCheckpoint(): void {
    if (this.pending === undefined || this.pending.handedOver > this.handedOver) return;
    const { place } = this.pending;
    this.pending = undefined;
    // Servers before 24.10.5 may give the end of all numbers for an empty log.
    if (place.commit <= BigInt(this.after) || place.commit > Number.MAX_SAFE_INTEGER) return;
    this.from = place;
    this.options.onCheckpoint?.(place);
  }
}

const resolvedEvent = (
  namespace: Namespace,
  { event }: { readonly event?: Parameters<typeof eventOf>[1] },
): EventAsRead => eventOf(namespace, event);
