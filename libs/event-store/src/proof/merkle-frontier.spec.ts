import { createHash } from 'node:crypto';

import { MerkleFrontier } from './merkle-frontier';

const sha256 = (...parts: Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

const eventHashOf = (ordinal: number): Buffer => sha256(Buffer.from(`event ${ordinal}`));

/** The leaf by its definition: 0x00, the place as 64 bits, the event's hash. */
const leaf = (ordinal: number): Buffer => {
  const place = Buffer.alloc(8);
  place.writeBigUInt64BE(BigInt(ordinal));
  return sha256(Buffer.from([0]), place, eventHashOf(ordinal));
};

/** The root as RFC 6962 §2.1 writes it down: split at the largest power of two below the length. */
const rootOf = (leaves: readonly Buffer[]): Buffer => {
  const [first] = leaves;
  if (first === undefined) return sha256();
  if (leaves.length === 1) return first;
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256(Buffer.from([1]), rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
};

describe('the Merkle tree over the log', () => {
  it('has the root of RFC 6962 at every length', () => {
    const frontier = MerkleFrontier.empty();
    const leaves: Buffer[] = [];
    expect(frontier.root()).toBe(rootOf(leaves).toString('hex'));
    for (let length = 1; length <= 70; length += 1) {
      leaves.push(leaf(length));
      frontier.append(eventHashOf(length).toString('hex'));
      expect([length, frontier.root()]).toEqual([length, rootOf(leaves).toString('hex')]);
    }
  });

  it('can be taken up at any length from the subtrees stored on the way', () => {
    const frontier = MerkleFrontier.empty();
    const subtrees: Uint8Array[] = [];
    const roots = [frontier.root()];
    for (let length = 1; length <= 70; length += 1) {
      subtrees.push(frontier.append(eventHashOf(length).toString('hex')));
      roots.push(frontier.root());
    }
    roots.forEach((root, length) => {
      const read: number[] = [];
      const loaded = MerkleFrontier.load(length, (position) => {
        read.push(position);
        return subtrees[position - 1] ?? new Uint8Array();
      });
      expect([length, loaded.root()]).toEqual([length, root]);
      // One row per set bit of the length, never more than its logarithm.
      expect(read).toHaveLength([...length.toString(2)].filter((bit) => bit === '1').length);
      if (length === 70) return;
      loaded.append(eventHashOf(length + 1).toString('hex'));
      expect(loaded.root()).toBe(roots[length + 1]);
    });
  });
});
