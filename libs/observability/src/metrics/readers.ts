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
  /** Rows that the last comparison found otherwise than the log says; undefined before the first. */
  readonly differences?: () => Promise<number | undefined>;
  /** Events in the log. */
  readonly logLength?: () => Promise<number>;
  /** Pages that follow the changes live. */
  readonly listeners?: () => number;
}
