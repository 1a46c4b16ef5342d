import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  STREAM_NAME,
  type Filter,
  type KurrentDBClient,
  type Position,
} from '@kurrent/kurrentdb-client';

import type { ReadStreamOptions } from '../../port';
import type { KurrentConnection } from './connection';
import { kindOf, streamCut } from './faults';
import { type EventAsRead, eventOf, type Namespace } from './stored-records';

/** More prefixes than this in one read are a mistake: name the streams otherwise. */
export const streamPrefixCountMax = 32;

/** Events asked for in one call; longer reads are several calls, each with its own deadline. */
export const pageSize = 2_000;

/**
 * How long one page may take: the server walks over everything that others wrote in between.
 */
const scanDeadlineMs = 60_000;

/** A place in the log as the server knows it: from an event, or from a checkpoint. */
export type Place = Position | typeof START;

/** Where an event stands, as the server is asked for what follows it. */
export const placeOf = (position: number): Place =>
  // Nothing lies between a position and itself, so the pair begins at the event in any transaction.
  position === 0 ? START : { commit: BigInt(position), prepare: BigInt(position) };

export const filterOf = (
  namespace: Namespace,
  streamPrefixes: readonly string[] | undefined,
): Filter & { prefixes: string[] } => {
  if ((streamPrefixes?.length ?? 0) > streamPrefixCountMax) {
    throw new RangeError(`at most ${streamPrefixCountMax} stream prefixes in one read`);
  }
  return {
    filterOn: STREAM_NAME,
    prefixes: namespace.prefixes(streamPrefixes),
    checkpointInterval: 1,
  };
};

/** Reads of streams and of the log, all from the leader: it knows what it has confirmed. */
export class LogReading {
  constructor(
    private readonly connection: KurrentConnection,
    private readonly namespace: Namespace,
  ) {}

  /** The events of a stream; none when there is no such stream. */
  async stream(stream: string, options: ReadStreamOptions = {}): Promise<EventAsRead[]> {
    const { fromRevision, direction = 'forwards', max = Number.MAX_SAFE_INTEGER } = options;
    const name = this.namespace.stored(stream);
    const found: EventAsRead[] = [];
    let next = fromRevision;
    for (;;) {
      const wanted = Math.min(pageSize, max - found.length);
      const page = await this.streamPage(name, next, direction, wanted);
      const [first] = page;
      if (direction === 'forwards' && first !== undefined && first.revision > (next ?? 0)) {
        throw streamCut('read stream', stream);
      }
      found.push(...page);
      const last = page.at(-1);
      if (last === undefined || page.length < wanted || found.length >= max) return found;
      next = direction === 'forwards' ? last.revision + 1 : last.revision - 1;
      if (next < 0) return found;
    }
  }

  /** Events after a position in log order, fewer than `max` only at the end of the log. */
  async all(after: number, max: number, prefixes?: readonly string[]): Promise<EventAsRead[]> {
    if (!Number.isInteger(max) || max < 1) throw new RangeError(`max may not be ${max}`);
    const found: EventAsRead[] = [];
    let last = after;
    for (;;) {
      const wanted = Math.min(pageSize, max - found.length);
      const page = await this.page(placeOf(last), last, wanted, prefixes);
      found.push(...page);
      last = page.at(-1)?.position ?? last;
      if (page.length < wanted || found.length >= max) return found;
    }
  }

  /** One page of the log from a place on, without what stands at or before a position. */
  page(
    from: Place,
    after: number,
    max = pageSize,
    prefixes?: readonly string[],
  ): Promise<EventAsRead[]> {
    const filter = filterOf(this.namespace, prefixes);
    const read = async (client: KurrentDBClient): Promise<EventAsRead[]> => {
      const found: EventAsRead[] = [];
      const events = client.readAll({
        direction: FORWARDS,
        fromPosition: from,
        // A read begins with the event at its place, which the asker may have already.
        maxCount: max + 1,
        requiresLeader: true,
        filter,
      });
      for await (const { event } of events) {
        const read = eventOf(this.namespace, event);
        if (read.position > after && found.length < max) found.push(read);
      }
      return found;
    };
    return this.connection.read('read log', read, scanDeadlineMs);
  }

  private async streamPage(
    name: string,
    from: number | undefined,
    direction: 'forwards' | 'backwards',
    max: number,
  ): Promise<EventAsRead[]> {
    if (max <= 0) return [];
    const read = async (client: KurrentDBClient): Promise<EventAsRead[]> => {
      const found: EventAsRead[] = [];
      const forwards = direction === 'forwards';
      try {
        const events = client.readStream(name, {
          direction: forwards ? FORWARDS : BACKWARDS,
          fromRevision: from === undefined ? (forwards ? START : END) : BigInt(from),
          maxCount: max,
          requiresLeader: true,
        });
        for await (const { event } of events) found.push(eventOf(this.namespace, event));
      } catch (error) {
        if (kindOf(error) === 'missing') return [];
        throw error;
      }
      return found;
    };
    return this.connection.read('read stream', read);
  }
}
