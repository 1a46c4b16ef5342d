import type { EventData, RecordedEvent } from '@kurrent/kurrentdb-client';

import { EventStoreUnavailable } from '../../errors';
import type { EventMeta, StoredEvent } from '../../port';
import type { NewRow } from '../new-rows';

/** An event with everything that the writer adds: ready to be sent, and sent again unchanged. */
export interface WrittenRow extends NewRow {
  readonly revision: number;
  readonly recordedAt: string;
  readonly hash: string;
}

/**
 * What stands in the metadata of an event of ours. All of it is text, because the server keeps
 * metadata of the newer protocol as a map of values without order: `meta` is the JSON text that is
 * hashed.
 */
interface StoredMetadata {
  readonly id: string;
  readonly schemaVersion: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly meta: string;
  readonly hash: string;
  /** The JSON text of the data, where parsing it and writing it again would give another one. */
  readonly dataText?: string;
}

const metadataFields = ['id', 'schemaVersion', 'occurredOn', 'recordedAt', 'meta', 'hash'] as const;

const hash = /^[0-9a-f]{64}$/;

/** Streams of ours in a store that others use as well. */
export class Namespace {
  private readonly prefix: string;

  /** @param name letters, digits, dashes and underscores */
  constructor(readonly name: string) {
    if (!/^[A-Za-z0-9_-]{1,60}$/.test(name)) {
      throw new TypeError(`a namespace of streams may not be ${JSON.stringify(name)}`);
    }
    this.prefix = `${name}.`;
  }

  /**
   * The name of a stream in the store.
   * @throws TypeError for a name that the server would refuse.
   */
  stored(stream: string): string {
    if (!/^[A-Za-z0-9_.-]+$/.test(stream)) {
      throw new TypeError(`KurrentDB takes no stream named ${JSON.stringify(stream)}`);
    }
    return this.prefix + stream;
  }

  /** The prefixes to filter by; system streams begin with a dollar sign and never match. */
  prefixes(wanted: readonly string[] = []): string[] {
    return wanted.length === 0 ? [this.prefix] : wanted.map((prefix) => this.prefix + prefix);
  }

  ours(stored: string): string {
    if (!stored.startsWith(this.prefix)) {
      throw new EventStoreUnavailable('read', `stream ${stored} is none of ${this.name}`);
    }
    return stored.slice(this.prefix.length);
  }
}

/**
 * The id that KurrentDB gets: made of the hash, so the server takes a row sent twice as one and two
 * rows never as the same. Our own id stands in the metadata; it is the sender's, and a second
 * sending would carry another instant and so another hash.
 */
export const storedIdOf = ({ hash: digest }: Pick<WrittenRow, 'hash'>): string => {
  const variant = ((parseInt(digest.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return (
    `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-` +
    `${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`
  );
};

/**
 * True for a JSON text that parsing and writing it again leaves as it is: what our own writer makes of
 * an event. Another one is kept a second time, as text.
 */
export const comesBackAlike = (text: string): boolean => JSON.stringify(JSON.parse(text)) === text;

/** A row as the client sends it. The client takes and gives values, not text. */
export const eventDataOf = (row: WrittenRow): EventData => {
  const data: unknown = JSON.parse(row.dataText);
  const metadata: StoredMetadata = {
    id: row.id,
    schemaVersion: String(row.schemaVersion),
    occurredOn: row.occurredOn,
    recordedAt: row.recordedAt,
    meta: row.metaText,
    hash: row.hash,
    ...(comesBackAlike(row.dataText) ? {} : { dataText: row.dataText }),
  };
  return {
    id: storedIdOf(row),
    contentType: 'application/json',
    type: row.type,
    // The data of an event are an object.
    data: data as Record<string, unknown>,
    metadata: { ...metadata },
  };
};

const isMetadata = (value: unknown): value is StoredMetadata => {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return (
    metadataFields.every((field) => typeof fields[field] === 'string') &&
    hash.test(String(fields.hash)) &&
    (fields.dataText === undefined || typeof fields.dataText === 'string') &&
    /^[1-9]\d*$/.test(String(fields.schemaVersion))
  );
};

/** An event as read; `meta` is parsed when it is first asked for. Copy it field by field. */
export class EventAsRead implements StoredEvent {
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
  readonly #metaText: string;
  readonly #dataText: string | undefined;
  #meta: EventMeta | undefined;

  constructor(stream: string, event: RecordedEvent, metadata: StoredMetadata, position: number) {
    this.position = position;
    this.stream = stream;
    this.revision = Number(event.revision);
    this.id = metadata.id;
    this.type = event.type;
    this.schemaVersion = Number(metadata.schemaVersion);
    this.occurredOn = metadata.occurredOn;
    this.recordedAt = metadata.recordedAt;
    this.data = event.data;
    this.hash = metadata.hash;
    this.#metaText = metadata.meta;
    this.#dataText = metadata.dataText;
  }

  get meta(): EventMeta {
    // The text was written from an EventMeta.
    this.#meta ??= JSON.parse(this.#metaText) as EventMeta;
    return this.#meta;
  }

  /** `data` and `meta` as the text that was hashed. */
  get texts(): { readonly dataText: string; readonly metaText: string } {
    return { dataText: this.#dataText ?? JSON.stringify(this.data), metaText: this.#metaText };
  }

  toJSON(): object {
    return { ...this, meta: this.meta };
  }
}

/**
 * The place of an event in the log. The prepare position is its own also where a transaction holds
 * several events; positions of the server grow by bytes and fit a safe integer for petabytes.
 */
const positionOf = ({ position }: RecordedEvent): number => {
  const place = position === undefined ? Number.NaN : Number(position.prepare);
  if (Number.isSafeInteger(place) && place > 0) return place;
  throw new EventStoreUnavailable('read', 'the server gives no positions: 25.1 or newer is needed');
};

/**
 * An event of the store as the port gives it.
 * @throws EventStoreUnavailable for an event that somebody else put into our streams.
 */
export const eventOf = (namespace: Namespace, event: RecordedEvent | undefined): EventAsRead => {
  if (event === undefined) throw new EventStoreUnavailable('read', 'an event without content');
  const metadata: unknown = event.metadata;
  if (!event.isJson || !isMetadata(metadata)) {
    throw new EventStoreUnavailable(
      'read',
      `event ${event.revision} of ${event.streamId} was not written by this system`,
    );
  }
  return new EventAsRead(namespace.ours(event.streamId), event, metadata, positionOf(event));
};
