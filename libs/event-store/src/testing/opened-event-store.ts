import type { EventStore } from '../port';

/** One log under test. `reopen` closes the store and opens the same log again. */
export interface OpenedEventStore {
  readonly store: EventStore;
  readonly reopen: () => Promise<EventStore>;
  readonly close: () => Promise<void>;
}

/** Opens a new, empty log; a store with a clock of its own ignores `now`. */
export type OpenEventStore = (now: () => string) => Promise<OpenedEventStore>;

/** In what one store may differ from another. */
export interface EventStoreTraits {
  /** True when an id that stands in another stream already is noticed. */
  readonly indexesIdsOverStreams: boolean;
}
