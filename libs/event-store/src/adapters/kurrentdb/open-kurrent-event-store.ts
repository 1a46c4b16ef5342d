import type { KurrentEventStore, KurrentEventStoreOptions } from './kurrent-event-store';

/**
 * Opens the log in KurrentDB 25.1 or newer. The client and its gRPC are loaded here and not before:
 * an office that keeps its log in a file does without them.
 * @throws EventStoreUnavailable when the server is away, refuses the credentials or is too old.
 */
export const openKurrentEventStore = async (
  options: KurrentEventStoreOptions,
): Promise<KurrentEventStore> => {
  const { KurrentEventStore: Store } = await import('./kurrent-event-store.js');
  const store = new Store(options);
  await store.open();
  return store;
};
