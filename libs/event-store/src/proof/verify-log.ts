import { clockDifferenceMaxMs, type LogHead } from '../port';
import { eventHash, noPredecessor } from './hashes';
import type { LogReader, LogRecord } from './log-record';
import { MerkleFrontier } from './merkle-frontier';
import type { TreeHead } from './tree-head';

/**
 * What is wrong with a log:
 * `event-changed` – the event does not fit its own hash or that of its predecessor in the stream;
 * `event-removed` – a position is missing;
 * `events-reordered` – a stream's revisions do not follow each other, or instants run backwards by
 *   more than the clocks of several writers may differ, within a stream at all;
 * `order-changed` – the tree over the log differs: an event was put in, taken out or moved;
 * `log-truncated` – the log is shorter than a head noted earlier;
 * `history-rewritten` – the log agrees with itself, but not with a head noted earlier;
 * `line-unreadable`, `head-missing`, `head-differs` – an export is damaged or cut off.
 */
export type LogFaultCode =
  | 'event-changed'
  | 'event-removed'
  | 'events-reordered'
  | 'order-changed'
  | 'log-truncated'
  | 'history-rewritten'
  | 'line-unreadable'
  | 'head-missing'
  | 'head-differs';

/** The first place where a log does not hold. */
export interface LogFault {
  readonly code: LogFaultCode;
  /** Where it shows; for a removed event, the position that is missing. */
  readonly position: number;
  /** The earliest event that may be the cause; differs from `position` for faults of the tree. */
  readonly sincePosition: number;
  readonly stream?: string;
  readonly revision?: number;
  readonly id?: string;
  /** One English sentence for the operator. */
  readonly detail: string;
}

export type Verification =
  /** The whole log holds; `head` is worth noting for the next time. */
  | { readonly holds: true; readonly head: LogHead }
  /** Everything before `fault.sincePosition` holds. */
  | { readonly holds: false; readonly fault: LogFault };

export interface VerifyOptions {
  /** Heads noted or signed earlier; the log must contain every one of them. */
  readonly expectedHeads?: readonly TreeHead[];
  readonly onProgress?: (verified: number) => void;
}

/** Events between two calls of a progress callback. */
export const progressStep = 10_000;

interface StreamEnd {
  readonly revision: number;
  readonly hash: string;
  readonly recordedAt: string;
}

const hashedTexts = [
  'stream',
  'id',
  'type',
  'occurredOn',
  'recordedAt',
  'dataText',
  'metaText',
] as const;

/** Walks a log event by event; holds the tree's edge and the end of every stream, nothing else. */
export class LogProof {
  private readonly frontier = MerkleFrontier.empty();
  private readonly ends = new Map<string, StreamEnd>();
  private readonly heads: readonly TreeHead[];
  private headsSeen = 0;
  /** The latest instant of logging so far, and the earliest that may still follow it. */
  private latest = '';
  private earliestNext = '';

  constructor(expectedHeads: readonly TreeHead[] = []) {
    this.heads = [...expectedHeads].sort((one, other) => one.length - other.length);
    this.headsSeen = this.heads.filter(({ length }) => length <= 0).length;
  }

  get length(): number {
    return this.frontier.length;
  }

  get head(): LogHead {
    const { length } = this.frontier;
    return { position: length, length, treeRoot: this.frontier.root() };
  }

  /** Takes the next event; answers with what is wrong with it, if anything. */
  take(record: LogRecord): LogFault | undefined {
    const fault = this.wrongPlace(record) ?? this.wrongContent(record);
    if (fault !== undefined) return fault;
    const subtree = this.frontier.append(record.hash);
    const { revision, hash, recordedAt } = record;
    this.ends.set(record.stream, { revision, hash, recordedAt });
    this.noteInstant(recordedAt);
    const position = this.frontier.length;
    if (record.subtree !== undefined && record.subtree !== Buffer.from(subtree).toString('hex')) {
      const span = position & -position;
      const detail = 'the tree over the log differs: an event was put in, taken out or moved';
      return faultOf('order-changed', record, detail, position - span + 1);
    }
    return this.wrongHead(record);
  }

  /** Called after the last event: what the log should still have had. */
  end(): LogFault | undefined {
    const missing = this.heads[this.headsSeen];
    if (missing === undefined) return undefined;
    const position = this.frontier.length + 1;
    const detail = `the log had ${missing.length} events and has ${this.frontier.length}`;
    return { code: 'log-truncated', position, sincePosition: position, detail };
  }

  private wrongPlace(record: LogRecord): LogFault | undefined {
    const position = this.frontier.length + 1;
    if (record.position < position) {
      return faultOf('order-changed', record, 'a position before the first event of the log');
    }
    if (record.position > position) {
      const detail = `the next event found is ${record.id} at position ${record.position}`;
      return { code: 'event-removed', position, sincePosition: position, detail };
    }
    const expected = (this.ends.get(record.stream)?.revision ?? -1) + 1;
    if (record.revision !== expected) {
      const detail = `revision ${expected} of the stream should come here`;
      return faultOf('events-reordered', record, detail);
    }
    return undefined;
  }

  private wrongContent(record: LogRecord): LogFault | undefined {
    // Fields are hashed line by line: a line feed inside one could pass for another event.
    if (hashedTexts.some((field) => record[field].includes('\n'))) {
      return faultOf('event-changed', record, 'a field holds a line feed');
    }
    const predecessor = this.ends.get(record.stream);
    if (eventHash(predecessor?.hash ?? noPredecessor, record) !== record.hash) {
      const detail = 'its content does not fit its hash and that of its predecessor in the stream';
      return faultOf('event-changed', record, detail);
    }
    const inStream = predecessor?.recordedAt ?? '';
    if (record.recordedAt < inStream || record.recordedAt < this.earliestNext) {
      const detail = `it was recorded at ${record.recordedAt}, before an event in front of it`;
      return faultOf('events-reordered', record, detail);
    }
    return undefined;
  }

  private noteInstant(recordedAt: string): void {
    if (recordedAt <= this.latest) return;
    this.latest = recordedAt;
    const instant = Date.parse(recordedAt);
    // An instant that no clock gives allows nothing before it.
    this.earliestNext = Number.isNaN(instant)
      ? recordedAt
      : new Date(instant - clockDifferenceMaxMs).toISOString();
  }

  private wrongHead(record: LogRecord): LogFault | undefined {
    let head = this.heads[this.headsSeen];
    while (head?.length === this.frontier.length) {
      if (head.treeRoot.toLowerCase() !== this.frontier.root()) {
        const since = (this.heads[this.headsSeen - 1]?.length ?? 0) + 1;
        const detail = `the head noted at length ${head.length} differs`;
        return faultOf('history-rewritten', record, detail, since);
      }
      this.headsSeen += 1;
      head = this.heads[this.headsSeen];
    }
    return undefined;
  }
}

const faultOf = (
  code: LogFaultCode,
  { position, stream, revision, id }: LogRecord,
  detail: string,
  sincePosition = position,
): LogFault => ({ code, position, sincePosition, stream, revision, id, detail });

/**
 * Recomputes every hash and every subtree of a log, in order and in flat memory, and names the first
 * event that was changed, removed, put in or moved. A tail cut off, or a history rewritten with all
 * its hashes, is noticed only against heads noted earlier (`expectedHeads`).
 */
export const verifyLog = async (
  reader: LogReader,
  { expectedHeads, onProgress }: VerifyOptions = {},
): Promise<Verification> => {
  const proof = new LogProof(expectedHeads);
  for await (const record of reader.records()) {
    const fault = proof.take(record);
    if (fault !== undefined) return { holds: false, fault };
    if (proof.length % progressStep === 0) onProgress?.(proof.length);
  }
  onProgress?.(proof.length);
  const fault = proof.end();
  return fault === undefined ? { holds: true, head: proof.head } : { holds: false, fault };
};
