import { EventStoreUnavailable } from '../../errors';
import { backOffMs, type KurrentConnection, pause } from './connection';
import { LiveFeed } from './live-feed';
import { LogIndex } from './log-index';
import { type LogReading, pageSize, type Place, placeOf } from './log-reading';
import type { EventAsRead, Namespace } from './stored-records';

/** Events between two calls of the progress callback. */
const progressStep = 10_000;

/** How long a confirmed event may be missing from the log before its stream is asked instead. */
const visibleWithinMs = 5_000;

export interface IndexedLogOptions {
  readonly connection: KurrentConnection;
  readonly namespace: Namespace;
  readonly reading: LogReading;
  /** Called with the number of events indexed, now and then while the index is built. */
  readonly onIndexed?: (events: number) => void;
}

const keyOf = (stream: string, revision: number): string => `${stream}\n${revision}`;

/**
 * The index of the log and what keeps it up to date: reads up to the end when it is asked, and a
 * live feed in between, so that those reads are short also where others fill the log.
 */
export class IndexedLog {
  readonly index = new LogIndex();
  private readonly awaited = new Map<string, number | undefined>();
  private from: Place = placeOf(0);
  private running: Promise<void> | undefined;
  private following: Promise<void> | undefined;
  private feed: LiveFeed | undefined;

  constructor(private readonly options: IndexedLogOptions) {}

  /** Starts building the index and following the log. Faults show when something is asked. */
  start(): void {
    this.keepUp().catch(() => undefined);
  }

  /** Resolves when the index holds everything that was confirmed before the call. */
  catchUp(): Promise<void> {
    if (this.running === undefined) return this.read();
    // The read on its way may have passed the end before the call.
    this.following ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.following = undefined;
        return this.running ?? this.read();
      });
    return this.following;
  }

  /** Events whose positions will be asked for; to be called before they are sent. */
  expect(events: readonly (readonly [stream: string, revision: number])[]): void {
    for (const [stream, revision] of events) this.awaited.set(keyOf(stream, revision), undefined);
  }

  /** The position of an event that was expected and confirmed. */
  async positionOf(stream: string, revision: number): Promise<number> {
    const key = keyOf(stream, revision);
    const end = Date.now() + visibleWithinMs;
    for (let attempt = 0; ; attempt += 1) {
      if (this.awaited.get(key) === undefined) await this.catchUp();
      const found = this.awaited.get(key);
      if (found !== undefined) return found;
      if (Date.now() > end) return this.positionInStream(stream, revision);
      await pause(backOffMs(attempt));
    }
  }

  forget(events: readonly (readonly [stream: string, revision: number])[]): void {
    for (const [stream, revision] of events) this.awaited.delete(keyOf(stream, revision));
  }

  stop(): void {
    this.feed?.stop();
  }

  private async positionInStream(stream: string, revision: number): Promise<number> {
    const options = { fromRevision: revision, max: 1 };
    const [event] = await this.options.reading.stream(stream, options);
    if (event?.revision === revision) return event.position;
    throw new EventStoreUnavailable('append', `${stream} has lost revision ${revision}`);
  }

  private read(): Promise<void> {
    const reading = this.readToEnd().finally(() => {
      this.running = undefined;
    });
    this.running = reading;
    return reading;
  }

  private async readToEnd(): Promise<void> {
    for (;;) {
      const page = await this.options.reading.page(this.from, this.index.position);
      this.take(page);
      if (page.length < pageSize) return;
    }
  }

  private take(events: readonly EventAsRead[]): void {
    const before = this.index.length;
    for (const event of events) {
      if (this.awaited.size > 0) {
        const key = keyOf(event.stream, event.revision);
        if (this.awaited.has(key)) this.awaited.set(key, event.position);
      }
      this.index.take(event);
    }
    const { length, position } = this.index;
    if (length === before) return;
    this.from = placeOf(position);
    if (Math.floor(length / progressStep) > Math.floor(before / progressStep)) {
      this.options.onIndexed?.(length);
    }
  }

  private async keepUp(): Promise<void> {
    const { connection, onIndexed } = this.options;
    for (let attempt = 0; !connection.isClosed; attempt += 1) {
      try {
        await this.catchUp();
        onIndexed?.(this.index.length);
        await this.follow();
        return;
      } catch {
        // Whoever asks the index meets the same fault; here it is only tried again.
        await pause(backOffMs(attempt));
      }
    }
  }

  private async follow(): Promise<void> {
    const { connection, namespace } = this.options;
    if (connection.isClosed) return;
    this.feed = new LiveFeed({
      connection,
      namespace,
      after: this.index.position,
      onEvents: async (events) => this.take(events),
      onCheckpoint: (place) => {
        if (place.commit > BigInt(this.index.position)) this.from = place;
      },
    });
    await this.feed.run();
  }
}
