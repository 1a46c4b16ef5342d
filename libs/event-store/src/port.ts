/** An event on its way into the log. The sender makes `id`, so sending it twice is one fact. */
export interface NewEvent {
  /** UUID derived from the command's id; the log holds each id at most once. */
  readonly id: string;
  readonly type: string;
  /** Version of the shape of `data`; starts at 1 and grows with each stored change of shape. */
  readonly schemaVersion: number;
  /** Legal date, `YYYY-MM-DD` in Asia/Shanghai. */
  readonly occurredOn: string;
  /** JSON value; personal data in it is already sealed. */
  readonly data: object;
  readonly meta: EventMeta;
}

/** Who logged a fact and by which command. Never holds personal data of applicants. */
export interface EventMeta {
  readonly actor: string;
  readonly role?: string;
  readonly commandId?: string;
  /** Keyed digest of what the sender sent, by which the same id with other content is noticed. */
  readonly contentDigest?: string;
  /** Where the fact came from when not typed by a clerk, e.g. `ledger` or `demo`. */
  readonly source?: string;
  /** References to evidence (slips, scans, letters) kept outside the log. */
  readonly evidence?: readonly string[];
  /** Doubts that did not stop the fact from being logged, as stable codes. */
  readonly warnings?: readonly string[];
  /** Why a fact was logged long after its legal date. */
  readonly lateReason?: string;
}

/**
 * An event with its place in its stream and in the whole log. An adapter may parse `meta` and read
 * `hash` only when they are asked for, `hash` while the store is open: copy an event field by field,
 * a spread may leave both behind.
 */
export interface StoredEvent<Data = unknown> {
  readonly id: string;
  readonly stream: string;
  /** Zero-based place in the stream, without gaps. */
  readonly revision: number;
  /** Place in the log: grows strictly, may have gaps; only comparisons are meaningful. */
  readonly position: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly occurredOn: string;
  /**
   * The instant of logging by the clock of the process that wrote it, ISO 8601 in UTC. Never
   * decreases within a stream; along the log it may fall back by `clockDifferenceMaxMs`, where
   * several processes write.
   */
  readonly recordedAt: string;
  readonly data: Data;
  readonly meta: EventMeta;
  /** SHA-256 over this event and the hash of its predecessor in the stream, lower-case hex. */
  readonly hash: string;
}

/** How far the clocks of two processes that write to one log may be apart. */
export const clockDifferenceMaxMs = 60_000;

/** What the writer believes the last revision to be; `-1` is a stream that does not exist yet. */
export type ExpectedRevision = number | 'any';

export const noStream = -1;

export interface Append {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expectedRevision: ExpectedRevision;
}

export interface AppendResult {
  readonly stream: string;
  /** Revision of the last of these events. */
  readonly revision: number;
  /** Position of the last of these events. */
  readonly position: number;
  /** True when every id was in the stream already, so nothing was written. */
  readonly duplicate: boolean;
}

/**
 * The head of the log: how many events it has and the root of the Merkle tree over their hashes.
 * Length and root are the same in every store that holds the same log, `position` is this store's.
 */
export interface LogHead {
  /** Position of the last event, 0 in an empty log. */
  readonly position: number;
  readonly length: number;
  readonly treeRoot: string;
}

export interface ReadStreamOptions {
  readonly fromRevision?: number;
  readonly direction?: 'forwards' | 'backwards';
  readonly max?: number;
}

/**
 * What every store writes in one transaction: so many events with so many bytes of data and meta, of
 * any streams as long as each stream stands once in the call.
 */
export const atomicEventCountMax = 1_000;
export const atomicByteCountMax = 500_000;

export interface ReadAllOptions {
  readonly max: number;
  /** Only events whose stream name starts with one of these. */
  readonly streamPrefixes?: readonly string[];
}

/**
 * A running subscription; `stop` resolves when no further event will be handed over. It waits for
 * the batch on its way, so `onEvents` may call it but must not await it.
 */
export interface Subscription {
  stop(): Promise<void>;
}

export interface SubscribeOptions {
  readonly after: number;
  readonly streamPrefixes?: readonly string[];
  /** Called with each batch in log order; the next batch waits until it resolves. */
  readonly onEvents: (events: readonly StoredEvent[]) => Promise<void>;
  /** Called once when the subscription has reached the head it saw at its start. */
  readonly onCaughtUp?: () => void;
  /** Called when it ends by a fault; the subscriber decides when to start again. */
  readonly onError?: (error: Error) => void;
}

/** The log of facts. Everything the office knows can be rebuilt from it. */
export interface EventStore {
  /**
   * Appends to one stream; resolves once the events are durable. The same ids sent again to the same
   * stream with the same type, date and data are answered with `duplicate`, whatever revision is
   * expected; so is an append without events at a fitting revision. An id that stands in another
   * stream is noticed only by a store that indexes ids over the whole log (SQLite does, KurrentDB
   * does not): ids derived from a command and its place in it never meet that case.
   * @throws RevisionConflict when the stream moved on, carrying what came in between.
   * @throws EventIdReused when an id stands for another fact, or only some of the ids are known.
   * @throws EventStoreUnavailable when the store did not confirm: disk full, store gone. A write
   * whose answer was lost may have taken effect; sending the same ids again settles it.
   */
  append(append: Append): Promise<AppendResult>;
  /**
   * Appends to several streams, all or nothing as long as all of it fits into one transaction of the
   * store (see `atomicEventCountMax`). Beyond that it may be written in such batches, in the order given: one
   * that is interrupted leaves whole batches, and the same call sent again completes it. Same errors
   * as `append`; an append that is known already counts as a duplicate of its own. `onProgress` is
   * called now and then on long work.
   */
  appendAll(
    appends: readonly Append[],
    onProgress?: (written: number, total: number) => void,
  ): Promise<readonly AppendResult[]>;
  readStream(stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]>;
  /** @param after 0, or a position that this store handed out */
  readAll(after: number, options: ReadAllOptions): Promise<readonly StoredEvent[]>;
  subscribe(options: SubscribeOptions): Subscription;
  head(): Promise<LogHead>;
  /** The head when the event at `position` was the last one, to compare with one printed earlier. */
  headAt(position: number): Promise<LogHead>;
  /**
   * What was known at the instant (ISO 8601): the last position such that nothing up to it was
   * recorded later, 0 when there is none.
   */
  positionAt(instant: string): Promise<number>;
  /**
   * The reverse of `positionAt`: the instant at which everything up to the position was known, that
   * is the latest `recordedAt` up to it; undefined at position 0.
   */
  instantAt(position: number): Promise<string | undefined>;
  /**
   * How many events the log has up to and including a position that this store handed out. The
   * length is the same in every store that holds this log, so it is what is written down.
   * @throws RangeError for a position after the head.
   */
  lengthAt(position: number): Promise<number>;
  /**
   * The position of the event that made the log so long, 0 for 0.
   * @throws RangeError when the log is shorter.
   */
  positionOf(length: number): Promise<number>;
  close(): Promise<void>;
}
