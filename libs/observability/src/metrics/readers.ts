/** What the metrics ask of the system when they are scraped; each part hands in what it knows. */

/** How far a projection stands behind the log. */
export interface ProjectionLag {
  readonly projection: string;
  readonly events: number;
  /** Age of the oldest event that it has not projected; 0 when there is none. */
  readonly seconds: number;
}

/** Jobs of one kind in one state, e.g. `due`, `running`, `failed`, `dead`. */
export interface JobCount {
  readonly kind: string;
  readonly state: string;
  readonly count: number;
}

/** Open duties at a level: `upcoming`, `yellow`, `red` or `overdue`. */
export interface DutyCount {
  readonly level: string;
  readonly count: number;
}

/** Each is left out where the process has no such part. */
export interface MetricReaders {
  readonly lag?: () => Promise<readonly ProjectionLag[]>;
  readonly jobs?: () => Promise<readonly JobCount[]>;
  readonly duties?: () => Promise<readonly DutyCount[]>;
  /** Events in the log. */
  readonly logLength?: () => Promise<number>;
  /** Pages that follow the changes live. */
  readonly listeners?: () => number;
}

/** What `projectionLag` has to know of the log; the event store is one. */
export interface LoggedEvents {
  head(): Promise<{ readonly position: number; readonly length: number }>;
  lengthAt(position: number): Promise<number>;
  readAll(
    after: number,
    options: { readonly max: number },
  ): Promise<readonly { readonly recordedAt: string }[]>;
}

/**
 * How far a projection that stands at `position` is behind the log.
 * @param now the present instant, ISO 8601 in UTC
 */
export async function projectionLag(
  projection: string,
  store: LoggedEvents,
  position: number,
  now: string,
): Promise<ProjectionLag> {
  const [next] = await store.readAll(position, { max: 1 });
  if (next === undefined) return { projection, events: 0, seconds: 0 };
  const [{ length }, projected] = await Promise.all([store.head(), store.lengthAt(position)]);
  const seconds = (Date.parse(now) - Date.parse(next.recordedAt)) / 1_000;
  // The writer's clock may be ahead of this one.
  return { projection, events: length - projected, seconds: Math.max(0, seconds) };
}
