import { Type } from '@sinclair/typebox';
import { defineJobKind } from '@sunledger/jobs';

const sample = {
  title: '样例',
  data: Type.Object({ name: Type.String() }, { additionalProperties: false }),
  result: Type.Object({ by: Type.String() }),
  attempts: 3,
  backOff: { firstMs: 20, factor: 2, mostMs: 1_000 },
  timeoutMs: 60_000,
  // Long enough that a busy machine does not let it run out.
  leaseMs: 10_000,
  concurrency: 1,
  keepForDays: 30,
} as const;

/** Runs one after another. */
export const errand = defineJobKind({ ...sample, name: 'errand' });

/** Whose worker is soon missed. */
export const shortLease = defineJobKind({ ...sample, name: 'short-lease', leaseMs: 900 });

/** Has one attempt, and its worker is soon missed. */
export const oneChance = defineJobKind({
  ...sample,
  name: 'one-chance',
  attempts: 1,
  leaseMs: 900,
});

/** Must be quick and has one attempt to be it. */
export const hurried = defineJobKind({ ...sample, name: 'hurried', attempts: 1, timeoutMs: 100 });

/** Several at a time. */
export const crowd = defineJobKind({ ...sample, name: 'crowd', concurrency: 4, leaseMs: 2_000 });
