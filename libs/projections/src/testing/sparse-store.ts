import type { EventStore, LogHead, StoredEvent } from '@sunledger/event-store';

const stride = 1_009;
const offset = 17;

const sparse = (position: number): number => (position === 0 ? 0 : position * stride + offset);
const dense = (position: number): number => {
  const found = position === 0 ? 0 : (position - offset) / stride;
  if (!Number.isInteger(found)) throw new RangeError(`${position} was not handed out`);
  return found;
};

const moved = (event: StoredEvent): StoredEvent => ({
  id: event.id,
  stream: event.stream,
  revision: event.revision,
  position: sparse(event.position),
  type: event.type,
  schemaVersion: event.schemaVersion,
  occurredOn: event.occurredOn,
  recordedAt: event.recordedAt,
  data: event.data,
  meta: event.meta,
  hash: event.hash,
});

const movedHead = (head: LogHead): LogHead => ({ ...head, position: sparse(head.position) });

/**
 * The same log with gaps between its positions, as a store on a server has them. It takes only
 * positions that it handed out, so that arithmetic with positions is found.
 */
export const sparseStore = (store: EventStore): EventStore => ({
  append: async (append) => {
    const appended = await store.append(append);
    return { ...appended, position: sparse(appended.position) };
  },
  appendAll: async (appends, onProgress) =>
    (await store.appendAll(appends, onProgress)).map((appended) => ({
      ...appended,
      position: sparse(appended.position),
    })),
  readStream: async (stream, options) => (await store.readStream(stream, options)).map(moved),
  readAll: async (after, options) => (await store.readAll(dense(after), options)).map(moved),
  subscribe: (options) =>
    store.subscribe({
      ...options,
      after: dense(options.after),
      onEvents: (events) => options.onEvents(events.map(moved)),
    }),
  head: async () => movedHead(await store.head()),
  headAt: async (position) => movedHead(await store.headAt(dense(position))),
  positionAt: async (instant) => sparse(await store.positionAt(instant)),
  instantAt: (position) => store.instantAt(dense(position)),
  lengthAt: (position) => store.lengthAt(dense(position)),
  positionOf: async (length) => sparse(await store.positionOf(length)),
  close: () => store.close(),
});
