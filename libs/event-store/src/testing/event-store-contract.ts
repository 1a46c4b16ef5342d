import type { EventStore } from '../port';
import { describeAppending } from './appending-contract';
import { describeReading } from './reading-contract';
import { describeSubscribing } from './subscribing-contract';

/** One log under test. `reopen` closes the store and opens the same log again. */
export interface OpenedEventStore {
  readonly store: EventStore;
  readonly reopen: () => Promise<EventStore>;
  readonly close: () => Promise<void>;
}

/** Opens a new, empty log; a store with a clock of its own ignores `now`. */
export type OpenEventStore = (now: () => string) => Promise<OpenedEventStore>;

/** What every event store must do, over any adapter. */
export const describeEventStore = (name: string, open: OpenEventStore): void => {
  describe(`event store contract: ${name}`, () => {
    let opened: OpenedEventStore;
    let instant = '2026-03-02T01:00:00.000Z';
    const log = () => opened;
    const clock = (next: string): void => {
      instant = next;
    };

    beforeEach(async () => {
      instant = '2026-03-02T01:00:00.000Z';
      opened = await open(() => instant);
    });
    afterEach(() => opened.close());

    describeAppending(log, clock);
    describeReading(log, clock);
    describeSubscribing(log);
  });
};
