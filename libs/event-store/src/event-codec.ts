import { RevisionConflict } from './errors';
import type { EventStore, NewEvent, StoredEvent } from './port';

/** True, or one sentence saying what is wrong with the data. */
export type CheckResult = true | string;

/** One event type as its domain library defines it. */
export interface EventDefinition {
  /** Never renamed, never removed once stored. */
  readonly type: string;
  /** The newest version of the shape of `data`; the only one that is written. */
  readonly version: number;
  /** Judges data of the newest version; must be pure and quick, it runs on every read. */
  readonly check: (data: unknown) => CheckResult;
  /** By version n: the pure step from n to n + 1. There must be one for every version below. */
  readonly upcasts?: Readonly<Record<number, (data: unknown) => unknown>>;
}

/** The log holds a type or a version that this release does not know: stop rather than guess. */
export class UnknownEventType extends Error {
  override readonly name = 'UnknownEventType';

  constructor(
    readonly type: string,
    readonly schemaVersion: number,
  ) {
    super(`event type ${type} in version ${schemaVersion} is not known to this release`);
  }
}

/** The data of an event do not have the shape that its type and version promise. */
export class EventDataInvalid extends Error {
  override readonly name = 'EventDataInvalid';

  constructor(
    readonly type: string,
    readonly schemaVersion: number,
    readonly fault: string,
    /** The stored event it was found in; undefined for an event on its way into the log. */
    readonly position?: number,
  ) {
    super(
      `event ${type} in version ${schemaVersion}` +
        `${position === undefined ? '' : ` at position ${position}`}: ${fault}`,
    );
  }
}

/** Every event type that this release writes and reads. */
export class EventCatalogue {
  private readonly definitions = new Map<string, EventDefinition>();

  constructor(definitions: readonly EventDefinition[]) {
    for (const definition of definitions) {
      const { type, version, upcasts = {} } = definition;
      if (this.definitions.has(type)) throw new Error(`event type ${type} is defined twice`);
      for (let from = 1; from < version; from += 1) {
        if (upcasts[from] === undefined) {
          throw new Error(`event type ${type} lacks the step from version ${from}`);
        }
      }
      this.definitions.set(type, definition);
    }
  }

  get types(): readonly string[] {
    return [...this.definitions.keys()];
  }

  /** The newest version of a type, which is the one to write. */
  versionOf(type: string): number {
    const definition = this.definitions.get(type);
    if (definition === undefined) throw new UnknownEventType(type, 1);
    return definition.version;
  }

  /** Refuses to let an event into the log that could not be read again. */
  demandWritable({ type, schemaVersion, data }: NewEvent): void {
    const definition = this.definitions.get(type);
    if (definition?.version !== schemaVersion) throw new UnknownEventType(type, schemaVersion);
    const found = definition.check(data);
    if (found !== true) throw new EventDataInvalid(type, schemaVersion, found);
  }

  /** The event in the newest version of its shape, checked; the same object if it is that already. */
  read(event: StoredEvent): StoredEvent {
    const definition = this.definitions.get(event.type);
    if (definition === undefined || event.schemaVersion > definition.version) {
      throw new UnknownEventType(event.type, event.schemaVersion);
    }
    const newest =
      event.schemaVersion === definition.version ? event : this.upcast(event, definition);
    const found = definition.check(newest.data);
    if (found === true) return newest;
    throw new EventDataInvalid(event.type, event.schemaVersion, found, event.position);
  }

  private upcast(event: StoredEvent, { version, upcasts = {} }: EventDefinition): StoredEvent {
    let { data } = event;
    for (let from = event.schemaVersion; from < version; from += 1) {
      const step = upcasts[from];
      if (step === undefined) throw new UnknownEventType(event.type, event.schemaVersion);
      data = step(data);
    }
    return {
      id: event.id,
      stream: event.stream,
      revision: event.revision,
      position: event.position,
      type: event.type,
      schemaVersion: version,
      occurredOn: event.occurredOn,
      recordedAt: event.recordedAt,
      data,
      meta: event.meta,
      hash: event.hash,
    };
  }
}

/**
 * The same store, which takes only events that the catalogue knows and gives every event in its
 * newest shape.
 * @throws UnknownEventType, EventDataInvalid from reading as from appending.
 */
export const withCatalogue = (store: EventStore, catalogue: EventCatalogue): EventStore => {
  const readAll = (events: readonly StoredEvent[]): readonly StoredEvent[] =>
    events.map((event) => catalogue.read(event));
  const appendAll: EventStore['appendAll'] = async (appends, onProgress) => {
    for (const { events } of appends) for (const event of events) catalogue.demandWritable(event);
    try {
      return await store.appendAll(appends, onProgress);
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
      const { stream, expectedRevision, actualRevision, missed } = error;
      throw new RevisionConflict(stream, expectedRevision, actualRevision, readAll(missed));
    }
  };
  return {
    appendAll,
    append: async (append) => {
      const [result] = await appendAll([append]);
      if (result === undefined) throw new Error('an append has one result');
      return result;
    },
    readStream: async (stream, options) => readAll(await store.readStream(stream, options)),
    readAll: async (after, options) => readAll(await store.readAll(after, options)),
    subscribe: (options) =>
      store.subscribe({
        ...options,
        onEvents: async (events) => options.onEvents(readAll(events)),
      }),
    head: () => store.head(),
    headAt: (position) => store.headAt(position),
    positionAt: (instant) => store.positionAt(instant),
    instantAt: (position) => store.instantAt(position),
    lengthAt: (position) => store.lengthAt(position),
    positionOf: (length) => store.positionOf(length),
    close: () => store.close(),
  };
};
