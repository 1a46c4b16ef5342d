import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** An event on its way into the log, as both protocols send it. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Buffer;
  readonly metadata: Buffer;
}

/** One event of the log; prepare and commit position are the same, as for every gRPC write. */
export interface LoggedEvent extends ProposedEvent {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  /** Milliseconds since 1970 by the clock of the server. */
  readonly created: number;
}

/** The streams of one transaction in the order of the request. */
export interface StreamWrite {
  readonly stream: string;
  /** A revision, or one of the constants below. */
  readonly expected: number;
  readonly events: readonly ProposedEvent[];
}

export const noStream = -1;
export const anyRevision = -2;
export const streamExists = -4;

type Decision = 'ok' | 'idempotent' | 'wrong-version' | 'corrupted-idempotency' | 'deleted';

/** How a stream was deleted: so that it can begin again behind its end, or for good. */
export type Deletion = 'soft' | 'hard';

export type Appended =
  | {
      readonly outcome: 'written' | 'idempotent';
      readonly revisions: readonly number[];
      /** Position of the last event. */
      readonly position: number;
    }
  /** Nothing goes into a stream that was deleted for good. */
  | { readonly outcome: 'deleted'; readonly stream: string }
  /** The streams that are elsewhere; empty when some were written before and others not. */
  | {
      readonly outcome: 'wrong-version';
      readonly streams: readonly { readonly index: number; readonly actual: number }[];
    };

/** Bytes of a record besides its content; positions count bytes. */
const recordOverhead = 64;

/** One transaction in so many is followed by an event of the system's own. */
const systemEventInterval = 4;

interface StoredLine extends Omit<LoggedEvent, 'data' | 'metadata'> {
  readonly data: string;
  readonly metadata: string;
}

/**
 * The log of the protocol test server: in memory, and in a file of JSON lines where one is named.
 * The rules of expected revisions and idempotency are those that the server's documentation and
 * sources tell.
 */
export class MemoryLog {
  readonly events: LoggedEvent[] = [];
  private readonly streams = new Map<string, LoggedEvent[]>();
  private readonly deletions = new Map<string, Deletion>();
  /** Revisions in front of which streams that came back after a deletion show nothing. */
  private readonly truncations = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private nextPosition = 0;
  private transactions = 0;

  constructor(private readonly file?: string) {
    if (file !== undefined && existsSync(file)) this.load(file);
    else this.appendSystemEvent('$epoch-information', '$EpochInformation');
  }

  /** What can be read of a stream: what was deleted stands in the log only. */
  stream(name: string): readonly LoggedEvent[] | undefined {
    if (this.deletions.has(name)) return undefined;
    return this.streams.get(name)?.slice(this.truncations.get(name) ?? 0);
  }

  /** The place behind the last event. */
  get end(): number {
    return this.nextPosition;
  }

  delete(stream: string, deletion: Deletion): void {
    this.deletions.set(stream, deletion);
  }

  deletionOf(stream: string): Deletion | undefined {
    return this.deletions.get(stream);
  }

  /** Calls back after every change until the answer is called. */
  onAppend(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** All or nothing: every stream fits and is written, or was written by the same request before. */
  append(writes: readonly StreamWrite[]): Appended {
    const decisions = writes.map((write) => this.decide(write));
    const deleted = writes.find((_, at) => decisions[at] === 'deleted');
    if (deleted !== undefined) return { outcome: 'deleted', stream: deleted.stream };
    if (decisions.every((decision) => decision === 'ok')) return this.write(writes);
    if (decisions.every((decision) => decision === 'idempotent')) return this.repeated(writes);
    const mixed = decisions.some(
      (decision) => decision === 'idempotent' || decision === 'corrupted-idempotency',
    );
    const elsewhere = mixed
      ? []
      : writes.flatMap(({ stream }, index) =>
          decisions[index] === 'ok' ? [] : [{ index, actual: this.lastRevision(stream) }],
        );
    return { outcome: 'wrong-version', streams: elsewhere };
  }

  /** An event that the server writes for itself. */
  appendSystemEvent(stream = '$stats-127.0.0.1:2113', type = '$statsCollected'): void {
    const data = Buffer.from(JSON.stringify({ transactions: this.transactions }));
    const event = { id: crypto.randomUUID(), type, isJson: true, data, metadata: Buffer.of() };
    this.put(stream, event);
    this.notify();
  }

  private decide({ stream, expected, events }: StreamWrite): Decision {
    const last = this.lastRevision(stream);
    const known = this.streams.get(stream) ?? [];
    const deletion = this.deletions.get(stream);
    if (deletion === 'hard') return 'deleted';
    if (deletion === 'soft' && expected === noStream) return 'ok';
    if (expected === anyRevision || expected === streamExists) {
      if (expected === streamExists && last === noStream) return 'wrong-version';
      const there = events.map(({ id }) => known.some((event) => event.id === id));
      if (there.length === 0 || there[0] === false) return 'ok';
      return there.every(Boolean) ? 'idempotent' : 'corrupted-idempotency';
    }
    if (expected > last) return 'wrong-version';
    if (expected === last) return 'ok';
    const same = events.map(({ id }, at) => known[expected + 1 + at]?.id === id);
    if (same.length === 0 || same[0] === false) return 'wrong-version';
    return same.every(Boolean) ? 'idempotent' : 'corrupted-idempotency';
  }

  private lastRevision(stream: string): number {
    return (this.streams.get(stream)?.length ?? 0) - 1;
  }

  private write(writes: readonly StreamWrite[]): Appended {
    const lines: LoggedEvent[] = [];
    for (const { stream, events } of writes) {
      // What is written to a deleted stream brings it back; its revisions go on.
      if (this.deletions.delete(stream)) {
        this.truncations.set(stream, this.lastRevision(stream) + 1);
      }
      for (const event of events) lines.push(this.put(stream, event));
    }
    this.save(lines);
    this.transactions += 1;
    if (this.transactions % systemEventInterval === 0) this.appendSystemEvent();
    this.notify();
    return {
      outcome: 'written',
      revisions: writes.map(({ stream }) => this.lastRevision(stream)),
      position: lines.at(-1)?.position ?? 0,
    };
  }

  private repeated(writes: readonly StreamWrite[]): Appended {
    const last = writes.map(({ stream, events }) => {
      const id = events.at(-1)?.id;
      return this.streams.get(stream)?.find((event) => event.id === id);
    });
    return {
      outcome: 'idempotent',
      revisions: last.map((event) => event?.revision ?? noStream),
      position: Math.max(...last.map((event) => event?.position ?? 0)),
    };
  }

  private put(stream: string, event: ProposedEvent): LoggedEvent {
    const known = this.streams.get(stream) ?? [];
    const logged: LoggedEvent = {
      ...event,
      stream,
      position: this.nextPosition,
      revision: known.length,
      created: Date.now(),
    };
    known.push(logged);
    this.streams.set(stream, known);
    this.events.push(logged);
    const names = Buffer.byteLength(stream) + Buffer.byteLength(event.type);
    this.nextPosition += recordOverhead + names + event.data.length + event.metadata.length;
    return logged;
  }

  private notify(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private save(events: readonly LoggedEvent[]): void {
    if (this.file === undefined) return;
    const text = events.map(({ data, metadata, ...event }) =>
      JSON.stringify({
        ...event,
        data: data.toString('base64'),
        metadata: metadata.toString('base64'),
      } satisfies StoredLine),
    );
    appendFileSync(this.file, `${text.join('\n')}\n`);
  }

  /** System events are not kept: after a start, positions of ours have wider gaps. */
  private load(file: string): void {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line === '') continue;
      // The file was written by `save`.
      const stored = JSON.parse(line) as StoredLine;
      const event: LoggedEvent = {
        ...stored,
        data: Buffer.from(stored.data, 'base64'),
        metadata: Buffer.from(stored.metadata, 'base64'),
      };
      const known = this.streams.get(event.stream) ?? [];
      known.push(event);
      this.streams.set(event.stream, known);
      this.events.push(event);
      this.nextPosition = event.position + 1_000 + event.data.length;
    }
    this.appendSystemEvent('$epoch-information', '$EpochInformation');
  }
}
