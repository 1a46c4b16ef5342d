/** The value below which a share of the samples lies; samples in any order. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new Error('there are no samples');
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** Milliseconds that the work took. */
export async function timed(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

export type Contenders<Name extends string> = Readonly<
  Record<Name, () => number | Promise<number>>
>;

/**
 * Lets contenders take turns, each round beginning with another one, so that what the machine does
 * beside hits all of them alike. A first round for warming up is thrown away.
 * @returns the median of each over all rounds.
 */
export async function interleaved<Name extends string>(
  rounds: number,
  contenders: Contenders<Name>,
): Promise<Readonly<Record<Name, number>>> {
  // Object.keys forgets that its keys are those of the object.
  const names = Object.keys(contenders) as Name[];
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(turn + round + 1) % names.length];
      if (name === undefined) continue;
      const sample = await contenders[name]();
      if (round >= 0) samples.get(name)?.push(sample);
    }
  }
  // Every name has its samples by now.
  return Object.fromEntries([...samples].map(([name, taken]) => [name, median(taken)])) as Readonly<
    Record<Name, number>
  >;
}

/** Lets one contender run again and again. */
export async function repeated(times: number, work: () => unknown): Promise<readonly number[]> {
  const samples: number[] = [];
  await work();
  for (let run = 0; run < times; run += 1) samples.push(await timed(work));
  return samples;
}

/** What single samples were like: the middle one, and the one that few exceed. */
export const spreadOf = (samples: readonly number[]) => ({
  p50: median(samples),
  p95: percentile(samples, 0.95),
});

/** Kinds of questions beside each other, the slowest by p95 named. */
export function slowestOf(samples: Readonly<Record<string, readonly number[]>>) {
  const p95s = Object.entries(samples).map(
    ([name, taken]) => [name, percentile(taken, 0.95)] as const,
  );
  p95s.sort(([, one], [, other]) => other - one);
  const [[name, p95] = ['', Number.NaN]] = p95s;
  return {
    kindCount: p95s.length,
    text: `${name}, p95 ${p95.toFixed(1)} ms`,
    p95ByKind: Object.fromEntries(p95s),
  };
}
