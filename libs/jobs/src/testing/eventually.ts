/** How long something may take that comes by itself; generous, because machines are busy. */
const eventuallyWithinMs = 30_000;
const lookEveryMs = 20;

/** Looks again and again until what is found fulfils the demand; tells what was found last. */
export async function eventually<Found>(
  find: () => Promise<Found>,
  demand: (found: Found) => boolean,
): Promise<Found> {
  const end = performance.now() + eventuallyWithinMs;
  for (;;) {
    const found = await find();
    if (demand(found)) return found;
    if (performance.now() > end) throw new Error(`in vain: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

/** A door that somebody opens later. */
export class Door {
  open: () => void = () => undefined;
  readonly passed = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}

/** Resolves when the signal is aborted, with the reason. */
export const aborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(signal.reason);
    signal.addEventListener('abort', () => resolve(signal.reason), { once: true });
  });
