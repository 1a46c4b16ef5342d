import type { EventStore } from '@sunledger/event-store';

/** How far the tables are behind the log. */
export interface ProjectionLag {
  /** Events that are logged and not projected. */
  readonly events: number;
  /** Age of the oldest of them; 0 when there is none. */
  readonly seconds: number;
}

/** @param now the present instant, ISO 8601 in UTC */
export async function lagOf(
  store: Pick<EventStore, 'head' | 'lengthAt' | 'readAll'>,
  position: number,
  now: string,
): Promise<ProjectionLag> {
  const [next] = await store.readAll(position, { max: 1 });
  if (next === undefined) return { events: 0, seconds: 0 };
  const [head, projected] = await Promise.all([store.head(), store.lengthAt(position)]);
  const seconds = (Date.parse(now) - Date.parse(next.recordedAt)) / 1_000;
  // The clock of the process that wrote may be ahead of this one.
  return { events: head.length - projected, seconds: Math.max(0, seconds) };
}
