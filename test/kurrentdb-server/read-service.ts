import { once } from 'node:events';

import type { ServerWritableStream } from '@grpc/grpc-js';
import {
  StreamIdentifier,
  UUID,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';
import {
  ReadReq,
  ReadResp,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';

import { isDue } from './faults';
import type { LoggedEvent } from './memory-log';
import {
  leads,
  notLeader,
  requiresLeader,
  type ServerNode,
  serverUnavailable,
  userRefused,
} from './node';
import {
  type Filter,
  filterOf,
  isAtOrAfter,
  nameOf,
  type Place,
  placeOf,
  requestRefused,
} from './read-request';

type Call = ServerWritableStream<ReadReq, ReadResp>;
type Options = ReadReq.Options;

/** Events that a filtered subscription looks at between two checkpoints, times the multiplier. */
const checkpointWindow = 32;

/** Streams.Read: reads of streams and of $all, and subscriptions. */
export const readOf =
  (node: ServerNode) =>
  async (call: Call): Promise<void> => {
    if (isDue(node.faults, 'unavailable')) {
      call.emit('error', serverUnavailable);
      return;
    }
    const stranger = userRefused(node, call.metadata);
    if (stranger !== undefined) {
      call.emit('error', stranger);
      return;
    }
    if (requiresLeader(call.metadata) && !leads(node)) {
      call.emit('error', notLeader(node));
      return;
    }
    const options = call.request.getOptions();
    if (options === undefined) {
      call.emit('error', { code: 3, details: 'options are missing' });
      return;
    }
    const refusal = requestRefused(node, options);
    if (refusal !== undefined) {
      call.emit('error', refusal);
      return;
    }
    const reading = new Reading(node, call, options);
    try {
      if (options.hasSubscription()) await reading.subscribe();
      else if (options.hasStream()) await reading.readStream();
      else await reading.readAll();
      call.end();
    } catch (error) {
      // A client that left is no fault of the server.
      if (!call.cancelled && !call.destroyed) call.emit('error', error);
    }
  };

class ClientLeft extends Error {}

class Reading {
  private readonly matches: Filter;
  private readonly left: Promise<void>;

  constructor(
    private readonly node: ServerNode,
    private readonly call: Call,
    private readonly options: Options,
  ) {
    this.matches = filterOf(options);
    this.left = new Promise((resolve) => call.once('cancelled', () => resolve()));
  }

  async readStream(): Promise<void> {
    const wanted = this.options.getStream();
    const name = nameOf(wanted?.getStreamIdentifier());
    const events = this.node.log.stream(name);
    if (events === undefined) {
      const identifier = new StreamIdentifier().setStreamName(Buffer.from(name));
      const missing = new ReadResp.StreamNotFound().setStreamIdentifier(identifier);
      await this.send(new ReadResp().setStreamNotFound(missing));
      return;
    }
    const count = Number(this.options.getCount());
    const revision = wanted?.hasRevision() ? Number(wanted.getRevision()) : undefined;
    const from = revision ?? (wanted?.hasEnd() ? Number.MAX_SAFE_INTEGER : 0);
    const page = this.forwards
      ? events.filter((event) => event.revision >= from)
      : events.filter((event) => event.revision <= from).reverse();
    for (const event of page.slice(0, count)) await this.sendEvent(event);
  }

  /** Forwards from a position on, including it; backwards what ends before it. */
  async readAll(): Promise<void> {
    const { events } = this.node.log;
    const from = this.placeOfAll(events.length);
    const page = this.forwards ? events.slice(from) : events.slice(0, from).reverse();
    let count = Number(this.options.getCount());
    for (const event of page) {
      if (count <= 0) return;
      if (!this.matches(event)) continue;
      count -= 1;
      await this.sendEvent(event);
    }
  }

  /** Confirmation, everything after the position, a checkpoint and "caught up", then live. */
  async subscribe(): Promise<void> {
    const confirmation = new ReadResp.SubscriptionConfirmation();
    await this.send(
      new ReadResp().setConfirmation(confirmation.setSubscriptionId(crypto.randomUUID())),
    );
    const { log, subscriptions } = this.node;
    const count = { sent: 0 };
    subscriptions.push(count);
    const interval =
      checkpointWindow * (this.options.getFilter()?.getCheckpointintervalmultiplier() ?? 1);
    let next = this.placeOfSubscription(log.events.length);
    let considered = 0;
    let caughtUp = false;
    for (;;) {
      for (; next < log.events.length; next += 1) {
        const event = log.events[next];
        if (event === undefined) break;
        if (this.matches(event)) {
          await this.sendEvent(event);
          count.sent += 1;
        }
        considered += 1;
        if (this.options.hasFilter() && considered % interval === 0)
          await this.checkpoint(next + 1);
      }
      if (!caughtUp) {
        caughtUp = true;
        if (next > 0 && this.options.hasFilter()) await this.checkpoint(next);
        await this.sayCaughtUp(log.events[next - 1]);
      }
      if (next === log.events.length) await this.nextAppend();
    }
  }

  private get forwards(): boolean {
    return this.options.getReadDirection() === ReadReq.Options.ReadDirection.FORWARDS;
  }

  /** Index of the first event at or after the position asked for. */
  private placeOfAll(length: number): number {
    const all = this.options.getAll();
    const position = all?.getPosition();
    if (position === undefined) return all?.hasEnd() ? length : this.forwards ? 0 : length;
    return this.indexFrom(placeOf(position));
  }

  /** A subscription begins after its position. */
  private placeOfSubscription(length: number): number {
    const all = this.options.getAll();
    const position = all?.getPosition();
    if (position === undefined) return all?.hasEnd() ? length : 0;
    const { commit, prepare } = placeOf(position);
    return this.indexFrom({ commit, prepare: prepare + 1 });
  }

  /** Index of the first event at or after a place. */
  private indexFrom(place: Place): number {
    const { events } = this.node.log;
    let [before, after] = [0, events.length];
    while (before < after) {
      const middle = Math.floor((before + after) / 2);
      const event = events[middle];
      if (event === undefined || isAtOrAfter(event, place)) after = middle;
      else before = middle + 1;
    }
    return before;
  }

  private async nextAppend(): Promise<void> {
    let stop = (): unknown => undefined;
    const appended = new Promise<void>((resolve) => {
      stop = this.node.log.onAppend(resolve);
    });
    await Promise.race([appended, this.left]).finally(() => stop());
    this.demandClient();
  }

  private demandClient(): void {
    if (this.call.cancelled || this.call.destroyed) throw new ClientLeft('the client left');
  }

  /** Everything in front of the event with this index has been sent, or is nothing of the filter. */
  private async checkpoint(index: number): Promise<void> {
    const { log } = this.node;
    const checkpoint = new ReadResp.Checkpoint()
      .setCommitPosition(String(log.events[index]?.position ?? log.end))
      .setPreparePosition('0')
      .setTimestamp(Timestamp.fromDate(new Date()));
    await this.send(new ReadResp().setCheckpoint(checkpoint));
  }

  private async sayCaughtUp(last: LoggedEvent | undefined): Promise<void> {
    const caughtUp = new ReadResp.CaughtUp().setTimestamp(Timestamp.fromDate(new Date()));
    if (last !== undefined) {
      const at = String(last.position);
      caughtUp.setPosition(new ReadResp.Position().setCommitPosition(at).setPreparePosition(at));
    }
    await this.send(new ReadResp().setCaughtUp(caughtUp));
  }

  private async sendEvent(event: LoggedEvent): Promise<void> {
    const { readDelayMs } = this.node.faults;
    if (readDelayMs > 0) await new Promise((resolve) => setTimeout(resolve, readDelayMs));
    const structured = this.options.getUuidOption()?.hasStructured() ?? false;
    const read = new ReadResp.ReadEvent().setEvent(recorded(event, structured));
    read.setCommitPosition(String(event.position));
    await this.send(new ReadResp().setEvent(read));
  }

  /** Waits while the client does not read: its back-pressure reaches us here. */
  private async send(response: ReadResp): Promise<void> {
    this.demandClient();
    if (this.call.write(response)) return;
    await Promise.race([once(this.call, 'drain'), this.left]);
    this.demandClient();
  }
}

const recorded = (event: LoggedEvent, structured: boolean): ReadResp.ReadEvent.RecordedEvent => {
  const record = new ReadResp.ReadEvent.RecordedEvent()
    .setId(uuidOf(event.id, structured))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(event.stream)))
    .setStreamRevision(String(event.revision))
    .setPreparePosition(String(event.position))
    .setCommitPosition(String(event.position))
    .setCustomMetadata(event.metadata)
    .setData(event.data);
  const metadata = record.getMetadataMap();
  metadata.set('type', event.type);
  metadata.set('content-type', event.isJson ? 'application/json' : 'application/octet-stream');
  // Ticks of 100 nanoseconds since 1970.
  metadata.set('created', String(BigInt(event.created) * 10_000n));
  return record;
};

const uuidOf = (id: string, structured: boolean): UUID => {
  if (!structured) return new UUID().setString(id);
  const hex = id.replaceAll('-', '');
  const bits = (from: number) => BigInt.asIntN(64, BigInt(`0x${hex.slice(from, from + 16)}`));
  const halves = new UUID.Structured();
  halves.setMostSignificantBits(String(bits(0))).setLeastSignificantBits(String(bits(16)));
  return new UUID().setStructured(halves);
};
