import { createHash } from 'node:crypto';

import { LogIndex, subtreeInterval } from './log-index';
import { MerkleFrontier } from '../../proof/merkle-frontier';

const hashOf = (ordinal: number): string =>
  createHash('sha256').update(`event ${ordinal}`).digest('hex');

const firstInstant = Date.UTC(2026, 2, 2, 1);
const at = (second: number): string => new Date(firstInstant + second * 1_000).toISOString();

/** Positions 100, 200, … ; every fifth event was logged by a clock that is 30 seconds late. */
const indexOf = (length: number): LogIndex => {
  const index = new LogIndex();
  for (let ordinal = 1; ordinal <= length; ordinal += 1) {
    const recordedAt = at(ordinal % 5 === 0 ? ordinal - 30 : ordinal);
    index.take({ position: ordinal * 100, recordedAt, hash: hashOf(ordinal) });
  }
  return index;
};

describe('the index of the log', () => {
  it('maps positions and lengths to each other', () => {
    const index = indexOf(7);
    expect([0, 99, 100, 150, 700, 900].map((position) => index.lengthAt(position))).toEqual([
      0, 0, 1, 1, 7, 7,
    ]);
    expect([0, 1, 7].map((length) => index.positionOf(length))).toEqual([0, 100, 700]);
  });

  it('takes each event once, whoever brings it', () => {
    const index = indexOf(5);
    index.take({ position: 500, recordedAt: at(5), hash: hashOf(5) });
    index.take({ position: 300, recordedAt: at(3), hash: hashOf(3) });
    expect(index.head()).toEqual(indexOf(5).head());
  });

  it('tells what was known at an instant, although a clock was late', () => {
    const index = indexOf(10);
    // The fifth event says second -25, but the fourth before it was logged at second 4.
    expect(index.positionAt(firstInstant + 3_999)).toBe(300);
    expect(index.positionAt(firstInstant + 4_000)).toBe(500);
    expect(index.positionAt(firstInstant - 1)).toBe(0);
    expect(index.instantAt(500)).toBe(firstInstant + 4_000);
    expect(index.instantAt(0)).toBeUndefined();
  });

  it('takes the tree up again at any length, from the subtrees it keeps', () => {
    const length = 2 * subtreeInterval + 70_000;
    const index = indexOf(length);
    const whole = MerkleFrontier.empty();
    for (let ordinal = 1; ordinal <= length; ordinal += 1) whole.append(hashOf(ordinal));
    expect(index.head()).toEqual({
      position: length * 100,
      length,
      treeRoot: whole.root(),
    });
    for (const wanted of [0, 5, subtreeInterval, subtreeInterval + 1, length]) {
      const expected = MerkleFrontier.empty();
      for (let ordinal = 1; ordinal <= wanted; ordinal += 1) expected.append(hashOf(ordinal));
      const found = index.frontierBefore(wanted);
      expect(wanted - found.length).toBeLessThan(subtreeInterval);
      for (let ordinal = found.length + 1; ordinal <= wanted; ordinal += 1) {
        found.append(hashOf(ordinal));
      }
      expect([wanted, found.root()]).toEqual([wanted, expected.root()]);
    }
  });
});
