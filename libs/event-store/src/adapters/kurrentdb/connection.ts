import {
  BACKWARDS,
  type BasicCredentials,
  DeadlineExceededError,
  END,
  jsonEvent,
  KurrentDBClient,
} from '@kurrent/kurrentdb-client';

import { EventStoreUnavailable } from '../../errors';
import { hasMoved, kindOf, unavailable } from './faults';

export interface ConnectionOptions {
  readonly connectionString: string;
  readonly credentials?: BasicCredentials;
  /** How long one call may take, in milliseconds. */
  readonly deadlineMs: number;
  /** How long a call that can be repeated is repeated while the store is away, in milliseconds. */
  readonly patienceMs: number;
}

/** The pause before the nth repetition: doubled each time, one second at most. */
export const backOffMs = (attempt: number): number =>
  Math.min(50 * 2 ** Math.min(attempt, 10), 1_000);

/** A connection is given that long before it is given up, in milliseconds. */
const renewalPauseMs = 1_000;

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** A call that came to nothing in time; the client's own deadlines cover only some of its calls. */
class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

/** True when nothing came at all; the connection may be dead without anybody having said so. */
const isSilence = (error: unknown): boolean =>
  error instanceof DeadlinePassed || error instanceof DeadlineExceededError;

/** Rejects when the work takes longer; the work itself goes on unseen. */
const within = async <Result>(ms: number, work: Promise<Result>): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // A late failure of abandoned work is nobody's any more.
    work.catch(() => undefined);
  }
};

/**
 * Throws the client's UnsupportedError when the server cannot write several streams in one
 * transaction. The client asks the server for its features first and looks at the events then: an
 * event that it takes for faulty ends the question before anything is sent.
 */
export const demandTransactions = async (client: KurrentDBClient): Promise<void> => {
  const event = jsonEvent({ type: 'Question', data: {}, metadata: { isText: false } });
  try {
    await client.multiStreamAppend([
      { streamName: 'question', expectedState: 'no_stream', events: [event] },
    ]);
  } catch (error) {
    if (error instanceof Error && /requires metadata to be/.test(error.message)) return;
    throw error;
  }
};

/** Throws unless these credentials may read the log as a whole; others' events are not looked at. */
export const demandWholeLog = async (client: KurrentDBClient): Promise<void> => {
  const last = client.readAll({
    direction: BACKWARDS,
    fromPosition: END,
    maxCount: 1,
    requiresLeader: true,
  });
  for await (const event of last) if (event.event !== undefined) return;
};

/**
 * User and password are given for each call and not by the string: the half of the client that reads
 * takes an encoded character in them for itself.
 */
const clientOf = (options: ConnectionOptions, generation: number): KurrentDBClient => {
  const { connectionString, credentials } = options;
  try {
    const client = KurrentDBClient.connectionString(ofItsOwn(connectionString, generation));
    if (credentials !== undefined) client.setCredentialsProvider(() => credentials);
    return client;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new EventStoreUnavailable('open', `the address cannot be used: ${said}`);
  }
};

/**
 * gRPC shares one connection among channels of the same options, and a new channel would be over the
 * one that has gone dead: each has a keep-alive timeout that is longer by a millisecond.
 */
const ofItsOwn = (connectionString: string, generation: number): string =>
  connectionString.replace(
    /(?<=[?&]keepAliveTimeout=)\d+/,
    (timeout) => `${Number(timeout) + generation - 1}`,
  );

/**
 * One connection to the event store, replaced by a new one when it leads nowhere: the client finds
 * the leader of a cluster when it connects, and does not understand the newer protocol's "I am not
 * the leader".
 */
export class KurrentConnection {
  private current: KurrentDBClient;
  private count = 1;
  private renewedAt = -Infinity;
  private closed = false;

  constructor(readonly options: ConnectionOptions) {
    this.current = clientOf(options, this.count);
  }

  get isClosed(): boolean {
    return this.closed;
  }

  /** Which of the connections made one after the other this is. */
  get generation(): number {
    return this.count;
  }

  client(operation: string): KurrentDBClient {
    if (this.closed) throw new EventStoreUnavailable(operation, 'the event store is closed');
    return this.current;
  }

  /** One call, once; throws what the client throws. `deadlineMs` where it may take longer. */
  async once<Result>(
    operation: string,
    work: (client: KurrentDBClient) => Promise<Result>,
    deadlineMs = this.options.deadlineMs,
  ): Promise<Result> {
    const { generation } = this;
    try {
      return await within(deadlineMs, work(this.client(operation)));
    } catch (error) {
      if (hasMoved(error) || isSilence(error)) this.renew(generation);
      throw error;
    }
  }

  /**
   * A call that changes nothing, repeated while the store is away.
   * @throws EventStoreUnavailable when it stays away, or refuses.
   */
  async read<Result>(
    operation: string,
    work: (client: KurrentDBClient) => Promise<Result>,
    deadlineMs?: number,
  ): Promise<Result> {
    const end = Date.now() + this.options.patienceMs;
    for (let attempt = 0; ; attempt += 1) {
      const { generation } = this;
      try {
        return await this.once(operation, work, deadlineMs);
      } catch (error) {
        const wait = backOffMs(attempt);
        if (kindOf(error) !== 'lost' || Date.now() + wait > end)
          throw unavailable(operation, error);
        if (attempt > 0) this.renew(generation);
        await pause(wait);
      }
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.current.dispose();
  }

  /**
   * Gives a connection up that leads nowhere, unless somebody else did already, or it was made just
   * now: the client finds its way back by itself most of the time.
   */
  renew(generation: number): void {
    const now = Date.now();
    if (this.closed || generation !== this.count || now < this.renewedAt + renewalPauseMs) return;
    this.renewedAt = now;
    this.count += 1;
    const abandoned = this.current;
    this.current = clientOf(this.options, this.count);
    abandoned.dispose().catch(() => undefined);
  }
}
