import { EventStoreUnavailable } from '../../errors';
import type {
  Append,
  AppendResult,
  LogHead,
  ReadAllOptions,
  ReadStreamOptions,
  StoredEvent,
  SubscribeOptions,
  Subscription,
} from '../../port';
import type { LogReader, LogRecord } from '../../proof/log-record';
import type { OperatedLog, RestoreOptions, RestoreOutcome } from '../../restore-port';
import { newRowsOf } from '../new-rows';
import { demandTransactions, demandWholeLog, KurrentConnection } from './connection';
import { addressOf } from './connection-string';
import { IndexedLog } from './indexed-log';
import { KurrentSubscription } from './kurrent-subscription';
import { subtreeInterval } from './log-index';
import { LogReading, pageSize } from './log-reading';
import { restoreLog } from './log-restore';
import { LogWriter, type OnProgress } from './log-writer';
import { Namespace } from './stored-records';

/** The namespace of an office that says nothing else. */
export const defaultNamespace = 'sunledger';

export interface KurrentEventStoreOptions {
  /**
   * Connection string with credentials and TLS: `kurrentdb://user:password@host:2113?tls=true`,
   * `kurrentdb+discover://…` for a cluster; `esdb://` is taken as well.
   */
  readonly url: string;
  /** The clock: the present instant, ISO 8601 in UTC with milliseconds. */
  readonly now: () => string;
  /** Begins the names of all streams, so that others may use the same server. */
  readonly namespace?: string;
  /** How long one call may take, in milliseconds. */
  readonly deadlineMs?: number;
  /** How long a call is repeated while the store is away, in milliseconds. */
  readonly patienceMs?: number;
  /** Called with the number of events indexed while the index of a big log is built. */
  readonly onIndexed?: (events: number) => void;
}

/** The log in KurrentDB; any number of processes read and write it at once. */
export class KurrentEventStore implements OperatedLog {
  private readonly connection: KurrentConnection;
  private readonly namespace: Namespace;
  private readonly reading: LogReading;
  private readonly indexed: IndexedLog;
  private readonly writer: LogWriter;
  private readonly subscriptions = new Set<KurrentSubscription>();

  constructor({ url, now, namespace = defaultNamespace, ...options }: KurrentEventStoreOptions) {
    const { deadlineMs = 10_000, patienceMs = 20_000, onIndexed } = options;
    const address = addressOf(url, { deadlineMs });
    this.connection = new KurrentConnection({ ...address, deadlineMs, patienceMs });
    this.namespace = new Namespace(namespace);
    const { connection } = this;
    const named = { connection, namespace: this.namespace };
    this.reading = new LogReading(connection, this.namespace);
    this.indexed = new IndexedLog({
      ...named,
      reading: this.reading,
      ...(onIndexed === undefined ? {} : { onIndexed }),
    });
    this.writer = new LogWriter({ ...named, reading: this.reading, indexed: this.indexed, now });
  }

  /**
   * Asks the server what it can do, and begins to index the log.
   * @throws EventStoreUnavailable when it is away, refuses the credentials, or is older than 25.1.
   */
  async open(): Promise<void> {
    try {
      await this.connection.read('open', demandTransactions);
      await this.connection.read('open', demandWholeLog);
    } catch (error) {
      await this.connection.close();
      throw error;
    }
    this.indexed.start();
  }

  async append(append: Append): Promise<AppendResult> {
    const [result] = await this.appendAll([append]);
    if (result === undefined) throw new Error('an append has one result');
    return result;
  }

  async appendAll(appends: readonly Append[], onProgress?: OnProgress): Promise<AppendResult[]> {
    this.demandOpen('append');
    return this.writer.write(appends.map(newRowsOf), onProgress);
  }

  async readStream(stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]> {
    this.demandOpen('read stream');
    const events = await this.reading.stream(stream, options);
    const { fromRevision = 0, direction = 'forwards', max } = options ?? {};
    const whole = fromRevision === 0 && direction === 'forwards' && max === undefined;
    // Who reads a stream is about to append to it.
    if (whole) this.writer.ends.noteWhole(stream, events);
    return events;
  }

  async readAll(after: number, options: ReadAllOptions): Promise<readonly StoredEvent[]> {
    this.demandOpen('read log');
    return this.reading.all(after, options.max, options.streamPrefixes);
  }

  subscribe(options: SubscribeOptions): Subscription {
    this.demandOpen('subscribe');
    const { connection, namespace, reading } = this;
    const onEnd = (ended: KurrentSubscription): void => void this.subscriptions.delete(ended);
    const store = { connection, namespace, reading, onEnd };
    const subscription = new KurrentSubscription(store, options);
    this.subscriptions.add(subscription);
    return subscription;
  }

  async head(): Promise<LogHead> {
    this.demandOpen('head');
    await this.indexed.catchUp();
    return this.indexed.index.head();
  }

  async headAt(position: number): Promise<LogHead> {
    const length = await this.lengthAt(position);
    const { index } = this.indexed;
    const frontier = index.frontierBefore(length);
    if (frontier.length < length) {
      const after = index.positionOf(frontier.length);
      const events = await this.reading.all(
        after,
        Math.min(subtreeInterval, length - frontier.length),
      );
      for (const { hash } of events) frontier.append(hash);
    }
    return { position: index.positionOf(length), length, treeRoot: frontier.root() };
  }

  async positionAt(instant: string): Promise<number> {
    const wanted = new Date(instant).getTime();
    if (Number.isNaN(wanted)) throw new RangeError(`${instant} is no instant`);
    this.demandOpen('position');
    await this.indexed.catchUp();
    return this.indexed.index.positionAt(wanted);
  }

  async instantAt(position: number): Promise<string | undefined> {
    await this.demandIndexed(position);
    const instant = this.indexed.index.instantAt(position);
    return instant === undefined ? undefined : new Date(instant).toISOString();
  }

  async lengthAt(position: number): Promise<number> {
    await this.demandIndexed(position);
    return this.indexed.index.lengthAt(position);
  }

  async positionOf(length: number): Promise<number> {
    this.demandOpen('position');
    const { index } = this.indexed;
    if (length > index.length) await this.indexed.catchUp();
    if (Number.isInteger(length) && length >= 0 && length <= index.length) {
      return index.positionOf(length);
    }
    throw new RangeError(`the log has ${index.length} events, not ${length}`);
  }

  logReader(): LogReader {
    this.demandOpen('read log');
    return { records: () => this.records() };
  }

  async restore(
    records: Iterable<LogRecord> | AsyncIterable<LogRecord>,
    options: RestoreOptions,
  ): Promise<RestoreOutcome> {
    this.demandOpen('restore');
    const stored = this.records();
    return restoreLog({ writer: this.writer, stored }, records, options);
  }

  async close(): Promise<void> {
    if (this.connection.isClosed) return;
    const ending = [...this.subscriptions].map((subscription) => subscription.stop());
    await Promise.all(ending);
    this.indexed.stop();
    await this.connection.close();
  }

  /** The log as stored; positions of records are ordinals. */
  private async *records(): AsyncGenerator<LogRecord, void, void> {
    let [after, ordinal] = [0, 0];
    for (;;) {
      const page = await this.reading.all(after, pageSize);
      for (const event of page) {
        ordinal += 1;
        const { stream, revision, id, type, schemaVersion, occurredOn, recordedAt, hash } = event;
        const place = { position: ordinal, stream, revision, id, type, schemaVersion };
        yield { ...place, occurredOn, recordedAt, ...event.texts, hash };
      }
      if (page.length < pageSize) return;
      after = page.at(-1)?.position ?? after;
    }
  }

  private demandOpen(operation: string): void {
    if (!this.connection.isClosed) return;
    throw new EventStoreUnavailable(operation, 'the event store is closed');
  }

  private async demandIndexed(position: number): Promise<void> {
    this.demandOpen('position');
    if (!Number.isSafeInteger(position) || position < 0) {
      throw new RangeError(`${position} is no position`);
    }
    if (position > this.indexed.index.position) await this.indexed.catchUp();
    if (position <= this.indexed.index.position) return;
    throw new RangeError(`the log ends at ${this.indexed.index.position}, before ${position}`);
  }
}
