import type { EventStore, StoredEvent, SubscribeOptions, Subscription } from '../port';
import { appendOf, newEvent, newEvents } from './events';
import type { OpenedEventStore } from './opened-event-store';

type Log = () => OpenedEventStore;

/** How long a test waits for events before it says which are missing. */
const waitMs = 10_000;

/** A subscriber that remembers what it was given. */
class Reader {
  readonly events: StoredEvent[] = [];
  caughtUp = 0;
  private readonly subscription: Subscription;

  constructor(store: EventStore, options: Partial<SubscribeOptions> = {}) {
    this.subscription = store.subscribe({
      after: 0,
      onCaughtUp: () => (this.caughtUp += 1),
      ...options,
      onEvents: async (events) => {
        await options.onEvents?.(events);
        this.events.push(...events);
      },
    });
  }

  async until(holds: () => boolean): Promise<void> {
    const end = Date.now() + waitMs;
    while (!holds()) {
      if (Date.now() > end) throw new Error(`only ${this.events.length} events arrived`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  stop(): Promise<void> {
    return this.subscription.stop();
  }
}

const positions = (events: readonly StoredEvent[]): number[] =>
  events.map(({ position }) => position);

export const describeSubscribing = (log: Log): void => {
  describe('subscribing', () => {
    it('catches up and goes on live, every event once and in order', async () => {
      const { store } = log();
      await store.append(appendOf('request-1', 'any', ...newEvents(1_200)));
      const reader = new Reader(store);
      await reader.until(() => reader.caughtUp === 1);
      expect(reader.events).toHaveLength(1_200);
      for (let at = 0; at < 10; at += 1) {
        await store.append(appendOf('request-2', 'any', newEvent()));
      }
      await reader.until(() => reader.events.length >= 1_210);
      await reader.stop();
      expect(positions(reader.events)).toEqual(positions(await store.readAll(0, { max: 10_000 })));
      expect(reader.caughtUp).toBe(1);
    });

    it('loses nothing that is appended while it catches up', async () => {
      const { store } = log();
      await store.append(appendOf('request-1', 'any', ...newEvents(600)));
      const reader = new Reader(store, {
        onEvents: async () => {
          if (reader.events.length > 0) return;
          await store.append(appendOf('request-2', 'any', ...newEvents(3)));
        },
      });
      await reader.until(() => reader.events.length >= 603);
      await reader.stop();
      expect(reader.events).toHaveLength(603);
    });

    it('goes on after the position it is given', async () => {
      const { store } = log();
      await store.append(appendOf('request-1', 'any', ...newEvents(3)));
      const [first, ...rest] = await store.readAll(0, { max: 10 });
      const reader = new Reader(store, { after: first?.position ?? 0 });
      await reader.until(() => reader.caughtUp === 1);
      await reader.stop();
      expect(positions(reader.events)).toEqual(positions(rest));
    });

    it('gives only the streams asked for', async () => {
      const { store } = log();
      await store.append(appendOf('remedy-1', 'any', ...newEvents(700)));
      await store.append(appendOf('request-1', 'any', newEvent()));
      const reader = new Reader(store, { streamPrefixes: ['request-'] });
      await reader.until(() => reader.caughtUp === 1);
      await store.append(appendOf('remedy-1', 'any', newEvent()));
      await store.append(appendOf('request-2', 'any', newEvent()));
      await reader.until(() => reader.events.length >= 2);
      await reader.stop();
      expect(reader.events.map(({ stream }) => stream)).toEqual(['request-1', 'request-2']);
    });

    it('has caught up at once with an empty log', async () => {
      const reader = new Reader(log().store);
      await reader.until(() => reader.caughtUp === 1);
      await reader.stop();
      expect(reader.events).toEqual([]);
    });

    it('waits for a slow subscriber before it hands over more', async () => {
      const { store } = log();
      await store.append(appendOf('request-1', 'any', ...newEvents(1_500)));
      let atOnce = 0;
      let atOnceMax = 0;
      const reader = new Reader(store, {
        onEvents: async () => {
          atOnce += 1;
          atOnceMax = Math.max(atOnceMax, atOnce);
          await new Promise((resolve) => setTimeout(resolve, 5));
          atOnce -= 1;
        },
      });
      await reader.until(() => reader.events.length >= 1_500);
      await reader.stop();
      expect(atOnceMax).toBe(1);
    });
  });

  describeEnding(log);
};

const describeEnding = (log: Log): void => {
  describe('the end of a subscription', () => {
    it('hands over nothing once it has stopped', async () => {
      const { store } = log();
      const reader = new Reader(store);
      await reader.until(() => reader.caughtUp === 1);
      await reader.stop();
      await store.append(appendOf('request-1', 'any', newEvent()));
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(reader.events).toEqual([]);
    });

    it('finishes the batch on its way before stop resolves', async () => {
      const { store } = log();
      await store.append(appendOf('request-1', 'any', newEvent()));
      let handling = false;
      const reader = new Reader(store, {
        onEvents: async () => {
          handling = true;
          await new Promise((resolve) => setTimeout(resolve, 20));
          handling = false;
        },
      });
      await reader.until(() => handling);
      await reader.stop();
      expect(handling).toBe(false);
    });

    it('comes with the fault of the subscriber, and the log goes on', async () => {
      const { store } = log();
      const errors: Error[] = [];
      const reader = new Reader(store, {
        onEvents: () => Promise.reject(new Error('a fold stopped')),
        onError: (error) => errors.push(error),
      });
      await store.append(appendOf('request-1', 'any', newEvent()));
      await reader.until(() => errors.length > 0);
      await reader.stop();
      await store.append(appendOf('request-1', 'any', newEvent()));
      expect(errors.map(({ message }) => message)).toEqual(['a fold stopped']);
    });

    it('comes when the store is closed', async () => {
      const { store, reopen } = log();
      const reader = new Reader(store);
      await reader.until(() => reader.caughtUp === 1);
      const again = await reopen();
      await again.append(appendOf('request-1', 'any', newEvent()));
      await reader.stop();
      expect(reader.events).toEqual([]);
    });
  });
};
