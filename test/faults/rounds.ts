import { appendFileSync } from 'node:fs';

import { randomFrom } from '../e2e/killed-child';

/** Rounds of each fault: two in every run of the specs, as many as asked for by `npm run faults`. */
export const faultRounds = Number(process.env['SUNLEDGER_FAULT_ROUNDS'] ?? 2);

export const roundNumbers: readonly number[] = Array.from(
  { length: faultRounds },
  (_, at) => at + 1,
);

/** To repeat a failed run. */
export const faultSeed = Number(process.env['SUNLEDGER_KILL_SEED'] ?? Date.now() % 1_000_000);

const random = randomFrom(faultSeed);

/** A whole number from 0 up to a limit that it does not reach. */
export const drawn = (limit: number): number => Math.floor(random() * limit);

export const oneOf = <Item>(items: readonly [Item, ...Item[]]): Item =>
  items[drawn(items.length)] ?? items[0];

/** What one round came to. */
export interface FaultRound {
  readonly fault: string;
  /** What was acknowledged so far, or the jobs that were asked for. */
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  /** Rows that were not as the log says, where tables were compared. */
  readonly different?: number;
  /** How often a clerk was sent back and came again: a store was away, numbers were contended. */
  readonly sentBack?: { readonly away: number; readonly contended: number };
  /** From the end of the fault until nothing was left to be caught up with. */
  readonly catchUpMs: number;
}

/** Adds a round to the record that `npm run faults` makes its table of; elsewhere there is none. */
export function recordRound(round: FaultRound): void {
  const file = process.env['SUNLEDGER_FAULT_RECORD'] ?? '';
  if (file !== '') appendFileSync(file, `${JSON.stringify(round)}\n`);
}
