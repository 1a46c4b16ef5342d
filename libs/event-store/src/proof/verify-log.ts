import type { LogHead } from '../port';
import { eventHash, noPredecessor } from './hashes';
import type { LogReader, LogRecord } from './log-record';
import { MerkleFrontier } from './merkle-frontier';

/**
 * What is wrong with a log:
 * `event-changed` – the event does not fit its own hash or that of its predecessor in the stream;
 * `event-removed` – a position is missing;
 * `events-reordered` – a stream's revisions do not follow each other, or instants run backwards;
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
  readonly expectedHeads?: readonly LogHead[];
  readonly onProgress?: (verified: number) => void;
}

/** Events between two calls of a progress callback. */
export const progressStep = 10_000;

interface StreamEnd {
  readonly revision: number;
  readonly hash: string;
}

/** Walks a log event by event; holds the tree's edge and the end of every stream, nothing else. */
export class LogProof {
  private readonly frontier = MerkleFrontier.empty();
  private readonly ends = new Map<string, StreamEnd>();
  private readonly heads: readonly LogHead[];
  private headsSeen = 0;
  private recordedAt = '';

  constructor(expectedHeads: readonly LogHead[] = []) {
    this.heads = [...expectedHeads].sort((one, other) => one.position - other.position);
    this.headsSeen = this.heads.filter(({ position }) => position <= 0).length;
  }

  get length(): number {
    return this.frontier.length;
  }

  get head(): LogHead {
    return { position: this.frontier.length, treeRoot: this.frontier.root() };
  }

  /** Takes the next event; answers with what is wrong with it, if anything. */
  take(record: LogRecord): LogFault | undefined {
    const fault = this.wrongPlace(record) ?? this.wrongContent(record);
    if (fault !== undefined) return fault;
    const subtree = this.frontier.append(record.hash);
    this.ends.set(record.stream, { revision: record.revision, hash: record.hash });
    this.recordedAt = record.recordedAt;
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
    const detail = `the log had ${missing.position} events and has ${this.frontier.length}`;
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
    const predecessor = this.ends.get(record.stream)?.hash ?? noPredecessor;
    if (eventHash(predecessor, record) !== record.hash) {
      const detail = 'its content does not fit its hash and that of its predecessor in the stream';
      return faultOf('event-changed', record, detail);
    }
    if (record.recordedAt < this.recordedAt) {
      const detail = `it was recorded at ${record.recordedAt}, before the event in front of it`;
      return faultOf('events-reordered', record, detail);
    }
    return undefined;
  }

  private wrongHead(record: LogRecord): LogFault | undefined {
    let head = this.heads[this.headsSeen];
    while (head?.position === this.frontier.length) {
      if (head.treeRoot.toLowerCase() !== this.frontier.root()) {
        const since = (this.heads[this.headsSeen - 1]?.position ?? 0) + 1;
        const detail = `the head noted at position ${head.position} differs`;
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
