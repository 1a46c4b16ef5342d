import type { SqliteDatabase } from '@sunledger/sqlite';

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
];

export const eventColumns =
  'position, stream, revision, id, type, schema_version, occurred_on, recorded_at, data, meta';

/** Reads the hash of the event at a position, lower-case hex; the log never changes under it. */
export type HashAt = (position: number) => string;

/** Hashes one by one, for the few who ask. */
export const hashReader = (database: SqliteDatabase): HashAt => {
  const select = database.prepareArrays<[hash: string]>(
    'SELECT lower(hex(hash)) FROM events WHERE position = ?',
  );
  return (position) => {
    const found = select.get(position);
    if (found === undefined) throw new Error(`the log has no event at position ${position}`);
    return found[0];
  };
};

/**
 * An event as read. Folds look neither at `meta`, which is parsed when first asked for, nor at
 * `hash`, which is read then: each saves a replay more than a tenth of its time. Copy an event field
 * by field, a spread would leave both behind.
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
  #meta: string | EventMeta;
  readonly #hashAt: HashAt;

  constructor(row: EventRow, hashAt: HashAt) {
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
    this.#hashAt = hashAt;
  }

  get meta(): EventMeta {
    // The column was written from an EventMeta.
    if (typeof this.#meta === 'string') this.#meta = JSON.parse(this.#meta) as EventMeta;
    return this.#meta;
  }

  get hash(): string {
    return this.#hashAt(this.position);
  }

  toJSON(): object {
    return { ...this, meta: this.meta, hash: this.hash };
  }
}

export const eventsOf = (rows: readonly EventRow[], hashAt: HashAt): StoredEvent[] =>
  rows.map((row) => new EventAsRead(row, hashAt));
