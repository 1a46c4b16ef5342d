import type { LogHead } from '../../port';
import { MerkleFrontier } from '../../proof/merkle-frontier';

/** Entries of one block of a column; a block is allocated when the one before is full. */
const blockLength = 65_536;

/** A column of numbers that grows without being copied. */
class NumberColumn {
  private readonly blocks: Float64Array[] = [];
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(value: number): void {
    const block = Math.floor(this.count / blockLength);
    this.blocks[block] ??= new Float64Array(blockLength);
    const values = this.blocks[block];
    values[this.count % blockLength] = value;
    this.count += 1;
  }

  /** The entry at a place, -Infinity before the first. */
  at(place: number): number {
    return this.blocks[Math.floor(place / blockLength)]?.[place % blockLength] ?? -Infinity;
  }

  /** How many entries are at most so big; the entries never decrease. */
  countUpTo(value: number): number {
    let before = 0;
    let after = this.count;
    while (before < after) {
      const middle = Math.floor((before + after) / 2);
      if (this.at(middle) <= value) before = middle + 1;
      else after = middle;
    }
    return before;
  }
}

/** What the index needs to know of an event. */
export interface IndexedEvent {
  readonly position: number;
  readonly recordedAt: string;
  readonly hash: string;
}

/** Between two subtrees kept, that many events are read again for a head in between. */
export const subtreeInterval = 1_024;

/**
 * Where every event of the log stands, in memory: KurrentDB's positions count bytes, and its log has
 * no tree. 16 bytes an event (its position, and the latest instant of logging up to it) and a
 * subtree every 1,024 events: 16 MB per million events, built from the log itself at each start.
 */
export class LogIndex {
  private readonly positions = new NumberColumn();
  private readonly instants = new NumberColumn();
  private readonly subtrees: Uint8Array[] = [];
  private readonly frontier = MerkleFrontier.empty();

  get length(): number {
    return this.positions.length;
  }

  /** Position of the last event, 0 in an empty log. */
  get position(): number {
    return this.length === 0 ? 0 : this.positions.at(this.length - 1);
  }

  /** The latest instant of logging in milliseconds, -Infinity in an empty log. */
  get instant(): number {
    return this.instants.at(this.length - 1);
  }

  /** Takes the next event; one that is known already is passed over. */
  take({ position, recordedAt, hash }: IndexedEvent): void {
    if (position <= this.position) return;
    const instant = Date.parse(recordedAt);
    if (Number.isNaN(instant)) throw new TypeError(`${recordedAt} is no instant`);
    this.instants.push(Math.max(instant, this.instant));
    this.positions.push(position);
    const subtree = this.frontier.append(hash);
    if (this.length % subtreeInterval === 0) this.subtrees.push(subtree);
  }

  head(): LogHead {
    return { position: this.position, length: this.length, treeRoot: this.frontier.root() };
  }

  /** Events up to and including a position. */
  lengthAt(position: number): number {
    return this.positions.countUpTo(position);
  }

  /** Position of the event that made the log so long, 0 for 0. */
  positionOf(length: number): number {
    return length === 0 ? 0 : this.positions.at(length - 1);
  }

  /** The last position such that nothing up to it was recorded later; milliseconds since 1970. */
  positionAt(instant: number): number {
    return this.positionOf(this.instants.countUpTo(instant));
  }

  /** The latest instant of logging up to a position, in milliseconds. */
  instantAt(position: number): number | undefined {
    const length = this.lengthAt(position);
    return length === 0 ? undefined : this.instants.at(length - 1);
  }

  /** The tree as it was at the last kept subtree up to a length; what follows has to be appended. */
  frontierBefore(length: number): MerkleFrontier {
    const known = length - (length % subtreeInterval);
    return MerkleFrontier.load(known, (ending) => {
      const subtree = this.subtrees[ending / subtreeInterval - 1];
      if (subtree === undefined) throw new Error(`no subtree is kept at length ${ending}`);
      return subtree;
    });
  }
}
