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

type Call = ServerWritableStream<ReadReq, ReadResp>;
type Options = ReadReq.Options;
type Filter = (event: LoggedEvent) => boolean;

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
    const page = this.forwards
      ? events.slice(revision ?? (wanted?.hasEnd() ? events.length : 0)).slice(0, count)
      : events
          .slice(
            0,
            revision === undefined ? (wanted?.hasStart() ? 1 : events.length) : revision + 1,
          )
          .reverse()
          .slice(0, count);
    for (const event of page) await this.sendEvent(event);
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
    const { log } = this.node;
    const interval =
      checkpointWindow * (this.options.getFilter()?.getCheckpointintervalmultiplier() ?? 1);
    let next = this.placeOfSubscription(log.events.length);
    let considered = 0;
    let caughtUp = false;
    for (;;) {
      for (; next < log.events.length; next += 1) {
        const event = log.events[next];
        if (event === undefined) break;
        if (this.matches(event)) await this.sendEvent(event);
        considered += 1;
        if (this.options.hasFilter() && considered % interval === 0) await this.checkpoint(event);
      }
      if (!caughtUp) {
        caughtUp = true;
        const last = log.events[next - 1];
        if (last !== undefined && this.options.hasFilter()) await this.checkpoint(last);
        await this.sayCaughtUp(last);
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
    return this.indexFrom(place(position));
  }

  /** A subscription begins after its position. */
  private placeOfSubscription(length: number): number {
    const all = this.options.getAll();
    const position = all?.getPosition();
    if (position === undefined) return all?.hasEnd() ? length : 0;
    return this.indexFrom(place(position) + 1);
  }

  /** Index of the first event at or after a position. */
  private indexFrom(position: number): number {
    const { events } = this.node.log;
    let [before, after] = [0, events.length];
    while (before < after) {
      const middle = Math.floor((before + after) / 2);
      if ((events[middle]?.position ?? position) < position) before = middle + 1;
      else after = middle;
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

  private async checkpoint({ position, created }: LoggedEvent): Promise<void> {
    const checkpoint = new ReadResp.Checkpoint()
      .setCommitPosition(String(position))
      .setPreparePosition(String(position))
      .setTimestamp(Timestamp.fromDate(new Date(created)));
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

const place = (position: ReadReq.Options.Position): number => Number(position.getCommitPosition());

const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? Buffer.of()).toString('utf8');

const filterOf = (options: Options): Filter => {
  const filter = options.getFilter();
  if (filter === undefined) return () => true;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  const subject = ({ stream, type }: LoggedEvent) => (byStream === undefined ? type : stream);
  const regex = expression?.getRegex() ?? '';
  if (regex !== '') {
    const pattern = new RegExp(regex);
    return (event) => pattern.test(subject(event));
  }
  const prefixes = expression?.getPrefixList() ?? [];
  return (event) => prefixes.some((prefix) => subject(event).startsWith(prefix));
};

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

export const uuidText = (id: UUID | undefined): string => {
  const structured = id?.getStructured();
  if (structured === undefined) return id?.getString() ?? '';
  const half = (bits: string) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
  const hex =
    half(structured.getMostSignificantBits()) + half(structured.getLeastSignificantBits());
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
