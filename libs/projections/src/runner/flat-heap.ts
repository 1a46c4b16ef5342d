import { setFlagsFromString } from 'node:v8';

/** How much garbage may lie beside what is alive before it is collected, in percent of the latter. */
const garbagePercent = 120;

/** As the engine would have it: some four times what is alive, when collecting has been cheap. */
const asUsual = 0;

const growHeapBy = (percent: number): void =>
  setFlagsFromString(`--heap-growing-percent=${percent}`);

/**
 * Keeps memory flat while a long log is walked. Each request lives just long enough to become old
 * garbage, of which the engine gathers a hundred megabytes more than there is need for.
 */
export async function withFlatHeap<Result>(work: () => Promise<Result>): Promise<Result> {
  growHeapBy(garbagePercent);
  try {
    return await work();
  } finally {
    growHeapBy(asUsual);
  }
}
