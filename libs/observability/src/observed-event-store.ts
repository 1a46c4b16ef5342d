import type { Append, AppendResult, EventStore } from '@sunledger/event-store';

import type { AppendedEvents, Metrics } from './metrics/metrics';
import { inSpan } from './tracing/spans';

/** The kind of a stream is what stands before its first hyphen, e.g. `request`. */
const kindOf = (stream: string): string => stream.split('-', 1)[0] ?? '';

/**
 * The same store, whose appends are counted, timed and traced. What becomes of reminders is read
 * off the events that say so, whoever appends them.
 */
export function observedEventStore(
  store: EventStore,
  metrics: Pick<Metrics, 'appended' | 'reminders'>,
): EventStore {
  const observed = async (
    appends: readonly Append[],
    write: () => Promise<readonly AppendResult[]>,
  ): Promise<readonly AppendResult[]> => {
    const startedAt = performance.now();
    const [first] = appends;
    const results = await inSpan(
      'append',
      {
        'sunledger.streams': appends.length,
        'sunledger.stream.kind': first === undefined ? '' : kindOf(first.stream),
        'sunledger.events': appends.reduce((sum, { events }) => sum + events.length, 0),
      },
      write,
    );
    const added = appends.filter((_, at) => results[at]?.duplicate === false);
    metrics.appended(byType(added), (performance.now() - startedAt) / 1_000);
    countReminders(added, metrics);
    return results;
  };
  return {
    append: async (append) => {
      const [result] = await observed([append], async () => [await store.append(append)]);
      if (result === undefined) throw new Error('an append has one result');
      return result;
    },
    appendAll: (appends, onProgress) =>
      observed(appends, () => store.appendAll(appends, onProgress)),
    readStream: (stream, options) => store.readStream(stream, options),
    readAll: (after, options) => store.readAll(after, options),
    subscribe: (options) => store.subscribe(options),
    head: () => store.head(),
    headAt: (position) => store.headAt(position),
    positionAt: (instant) => store.positionAt(instant),
    instantAt: (position) => store.instantAt(position),
    lengthAt: (position) => store.lengthAt(position),
    positionOf: (length) => store.positionOf(length),
    close: () => store.close(),
  };
}

function byType(appends: readonly Append[]): readonly AppendedEvents[] {
  const counts = new Map<string, number>();
  for (const { type } of appends.flatMap(({ events }) => events)) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => ({ type, count }));
}

function countReminders(appends: readonly Append[], metrics: Pick<Metrics, 'reminders'>): void {
  for (const { type, data } of appends.flatMap(({ events }) => events)) {
    if (type === 'RemindersIssued' && 'items' in data && Array.isArray(data.items)) {
      metrics.reminders('issued', data.items.length);
    }
    if (type === 'ReminderDelivered') metrics.reminders('delivered', 1);
    if (type === 'ReminderDeliveryAbandoned') metrics.reminders('abandoned', 1);
  }
}
