import { describeAppending } from './appending-contract';
import type { EventStoreTraits, OpenedEventStore, OpenEventStore } from './opened-event-store';
import { describeReading } from './reading-contract';
import { describeSubscribing } from './subscribing-contract';

/** What every event store must do, over any adapter. */
export const describeEventStore = (
  name: string,
  open: OpenEventStore,
  traits: EventStoreTraits = { indexesIdsOverStreams: true },
): void => {
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

    describeAppending(log, clock, traits);
    describeReading(log, clock);
    describeSubscribing(log);
  });
};
