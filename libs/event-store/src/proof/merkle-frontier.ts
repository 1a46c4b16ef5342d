import { emptyTreeRoot, leafHash, nodeHash } from './hashes';

/** Positions are handled as 32-bit integers: a log may hold two thousand million events. */
export const logLengthMax = 2 ** 31 - 1;

/**
 * The right edge of the Merkle tree over the log: the perfect subtrees that the log's length is made
 * of, one per set bit of it. Enough to append a leaf and to know the root, in O(log n) memory.
 */
export class MerkleFrontier {
  /** By level: the subtree over 2^level leaves, where the length has that bit set. */
  private readonly peaks: (Uint8Array | undefined)[] = [];

  private constructor(private size: number) {}

  static empty(): MerkleFrontier {
    return new MerkleFrontier(0);
  }

  /** Rebuilds the edge of a log of `length` events from the subtrees stored at `subtreeEndings`. */
  static load(length: number, subtreeAt: (position: number) => Uint8Array): MerkleFrontier {
    const frontier = new MerkleFrontier(length);
    for (let level = 0; 2 ** level <= length; level += 1) {
      if ((length & (1 << level)) === 0) continue;
      frontier.peaks[level] = subtreeAt(length - (length % 2 ** level));
    }
    return frontier;
  }

  get length(): number {
    return this.size;
  }

  /** Appends an event; answers with the largest perfect subtree that it completes. */
  append(eventHashHex: string): Uint8Array {
    if (this.size >= logLengthMax) throw new RangeError('the log is full');
    let subtree: Uint8Array = leafHash(this.size + 1, eventHashHex);
    let level = 0;
    for (let peak = this.peaks[0]; peak !== undefined; peak = this.peaks[level]) {
      subtree = nodeHash(peak, subtree);
      this.peaks[level] = undefined;
      level += 1;
    }
    this.peaks[level] = subtree;
    this.size += 1;
    return subtree;
  }

  /** The root over all events so far (RFC 6962 §2.1), lower-case hex. */
  root(): string {
    let root: Uint8Array | undefined;
    for (const peak of this.peaks) {
      if (peak === undefined) continue;
      root = root === undefined ? peak : nodeHash(peak, root);
    }
    return root === undefined ? emptyTreeRoot : Buffer.from(root).toString('hex');
  }
}
