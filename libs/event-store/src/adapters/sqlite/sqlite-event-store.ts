import { GroupCommit, openSqlite, type SqliteDatabase } from '@sunledger/sqlite';

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
import { LiveSubscription } from './live-subscription';
import { LogReading } from './log-reading';
import { restoreLog } from './log-restore';
import { LogWriter, type OnProgress } from './log-writer';
import { newRowsOf } from '../new-rows';
import { prepareLog } from './schema';
import { asUnavailable, readingFrom } from './unavailable';

/** How often subscriptions look for events that another process wrote to the same file. */
export const foreignWritePollMs = 250;

/** A file of its own, or a connection that other adapters write to as well. */
export type SqliteEventStoreOptions = {
  /** The clock: the present instant, ISO 8601 in UTC with milliseconds. */
  readonly now: () => string;
} & ({ readonly path: string } | { readonly group: GroupCommit });

/** The log in one SQLite file; many processes may read it, and they may take turns writing. */
export class SqliteEventStore implements OperatedLog {
  private readonly reading: LogReading;
  private readonly writer: LogWriter;
  private readonly database: SqliteDatabase;
  private readonly subscriptions = new Set<LiveSubscription>();
  private foreignPoll: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    readonly group: GroupCommit,
    now: () => string,
    private readonly ownsDatabase: boolean,
  ) {
    this.database = group.database;
    this.reading = new LogReading(this.database);
    this.writer = new LogWriter(group, now);
  }

  async append(append: Append): Promise<AppendResult> {
    const [result] = await this.write([append]);
    if (result === undefined) throw new Error('an append has one result');
    return result;
  }

  /** As the port says; `onProgress` is called now and then within the one transaction. */
  async appendAll(appends: readonly Append[], onProgress?: OnProgress): Promise<AppendResult[]> {
    return this.write(appends, onProgress);
  }

  async readStream(stream: string, options?: ReadStreamOptions): Promise<StoredEvent[]> {
    this.demandOpen('read stream');
    return readingFrom('read stream', () => this.reading.stream(stream, options));
  }

  async readAll(after: number, options: ReadAllOptions): Promise<StoredEvent[]> {
    this.demandOpen('read log');
    const { max, streamPrefixes } = options;
    return readingFrom('read log', () =>
      this.reading.all(after, Number.MAX_SAFE_INTEGER, max, streamPrefixes),
    );
  }

  subscribe(options: SubscribeOptions): Subscription {
    this.demandOpen('subscribe');
    const subscription = new LiveSubscription(
      {
        length: () => readingFrom('subscribe', () => this.reading.length()),
        read: (after, upTo, max, prefixes) =>
          readingFrom('subscribe', () => this.reading.all(after, upTo, max, prefixes)),
        onEnd: (ended) => this.forget(ended),
      },
      options,
    );
    this.subscriptions.add(subscription);
    this.foreignPoll ??= this.watchForeignWrites();
    return subscription;
  }

  async head(): Promise<LogHead> {
    this.demandOpen('head');
    return readingFrom('head', () => this.reading.headAt(this.reading.length()));
  }

  async headAt(position: number): Promise<LogHead> {
    this.demandOpen('head');
    return readingFrom('head', () => this.reading.headAt(position));
  }

  async positionAt(instant: string): Promise<number> {
    this.demandOpen('position');
    return readingFrom('position', () => this.reading.positionAt(instant));
  }

  async instantAt(position: number): Promise<string | undefined> {
    this.demandOpen('position');
    return readingFrom('position', () => this.reading.instantAt(position));
  }

  /** Positions are dense here, so the length is the position. */
  async lengthAt(position: number): Promise<number> {
    this.demandOpen('position');
    readingFrom('position', () => this.reading.demandWithin(position));
    return position;
  }

  async positionOf(length: number): Promise<number> {
    return this.lengthAt(length);
  }

  /** The log as stored, for `verifyLog` and `exportLog`. */
  logReader(): LogReader {
    this.demandOpen('read log');
    return { records: () => this.reading.records() };
  }

  async restore(
    records: Iterable<LogRecord> | AsyncIterable<LogRecord>,
    options: RestoreOptions,
  ): Promise<RestoreOutcome> {
    this.demandOpen('restore');
    const { reading, writer, group } = this;
    try {
      return await restoreLog({ reading, writer, group }, records, options);
    } finally {
      this.wakeSubscriptions();
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    await this.group.idle();
    if (this.ownsDatabase) this.database.close();
  }

  private async write(appends: readonly Append[], onProgress?: OnProgress) {
    this.demandOpen('append');
    const rows = appends.map(newRowsOf);
    let results: AppendResult[];
    try {
      results = await this.group.run(() => this.writer.write(rows, onProgress), 'checks-first');
    } catch (error) {
      throw asUnavailable('append', error);
    }
    if (this.subscriptions.size > 0) this.wakeSubscriptions();
    return results;
  }

  private demandOpen(operation: string): void {
    if (this.closed) throw new EventStoreUnavailable(operation, 'the event store is closed');
  }

  private wakeSubscriptions(): void {
    for (const subscription of this.subscriptions) subscription.wake();
  }

  private forget(subscription: LiveSubscription): void {
    this.subscriptions.delete(subscription);
    if (this.subscriptions.size > 0) return;
    clearInterval(this.foreignPoll);
    this.foreignPoll = undefined;
  }

  /** SQLite tells nobody about another process's commit; its counter has to be asked. */
  private watchForeignWrites(): NodeJS.Timeout {
    let seen = this.reading.foreignWrites();
    const look = (): void => {
      try {
        const found = this.reading.foreignWrites();
        if (found === seen) return;
        seen = found;
      } catch {
        // The subscriptions meet the same fault when they read, and tell their subscribers.
      }
      this.wakeSubscriptions();
    };
    return setInterval(look, foreignWritePollMs).unref();
  }
}

/**
 * Opens the log, creating it where there is none.
 * @throws EventStoreUnavailable when the file is damaged, foreign or of a newer release.
 */
export const openSqliteEventStore = (options: SqliteEventStoreOptions): SqliteEventStore => {
  if ('group' in options) {
    prepareLog(options.group.database);
    return new SqliteEventStore(options.group, options.now, false);
  }
  const database = readingFrom(`open ${options.path}`, () => openSqlite(options.path));
  try {
    prepareLog(database);
    return new SqliteEventStore(new GroupCommit(database), options.now, true);
  } catch (error) {
    database.close();
    throw asUnavailable(`open ${options.path}`, error);
  }
};

/** A log opened for proof only: nothing can be written, not even by accident. */
export interface SqliteLogFile extends LogReader {
  close(): void;
}

/**
 * Opens the log of a data file, or of a copy of it, for `verifyLog` and `exportLog`.
 * @throws EventStoreUnavailable when there is no readable log.
 */
export const openSqliteLogFile = (path: string): SqliteLogFile =>
  readingFrom(`open ${path}`, () => {
    const database = openSqlite(path, { readonly: true });
    prepareLog(database);
    const reading = new LogReading(database);
    return { records: () => reading.records(), close: () => database.close() };
  });
