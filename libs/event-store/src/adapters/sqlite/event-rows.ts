import type { EventMeta, StoredEvent } from '../../port';

/** One event as selected by `eventColumns`, in that order. */
export type EventRow = [
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  schemaVersion: number,
  occurredOn: string,
  recordedAt: string,
  data: string,
  meta: string,
  hash: string,
];

export const eventColumns =
  'position, stream, revision, id, type, schema_version, occurred_on, recorded_at, ' +
  'data, meta, lower(hex(hash))';

/**
 * An event as read. Folds never look at `meta`, so it is parsed when first asked for: that is a
 * fifth of the time of a replay. Copy an event field by field, a spread would leave `meta` behind.
 */
class EventAsRead implements StoredEvent {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly data: unknown;
  readonly hash: string;
  #meta: string | EventMeta;

  constructor(row: EventRow) {
    this.position = row[0];
    this.stream = row[1];
    this.revision = row[2];
    this.id = row[3];
    this.type = row[4];
    this.schemaVersion = row[5];
    this.occurredOn = row[6];
    this.recordedAt = row[7];
    this.data = JSON.parse(row[8]);
    this.#meta = row[9];
    this.hash = row[10];
  }

  get meta(): EventMeta {
    // The column was written from an EventMeta.
    if (typeof this.#meta === 'string') this.#meta = JSON.parse(this.#meta) as EventMeta;
    return this.#meta;
  }

  toJSON(): object {
    return { ...this, meta: this.meta };
  }
}

export const eventOf = (row: EventRow): StoredEvent => new EventAsRead(row);

export const eventsOf = (rows: readonly EventRow[]): StoredEvent[] => rows.map(eventOf);
