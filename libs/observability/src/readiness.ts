import { adviceOf } from './log/log';

/** Rejects where the part cannot serve; what it resolves with is of no matter. */
export type PartCheck = () => Promise<unknown>;

/** The parts a process cannot do without, by name, e.g. `eventLog`, `readModels`, `jobs`, `keys`. */
export type ReadyParts = Readonly<Record<string, PartCheck>>;

/** Whether one part serves, and the name of what ails it. */
export type PartState =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly because: string;
      /** What an operator can do, where the error says so. */
      readonly advice?: string;
    };

export interface Readiness {
  readonly status: 'ready' | 'not-ready';
  readonly parts: Readonly<Record<string, PartState>>;
}

/** How long a part may take to answer before it counts as away. */
export const partTimeoutMs = 1_500;

/** Asks every part at once; the process is ready when all of them are. */
export async function readinessOf(
  parts: ReadyParts,
  timeoutMs: number = partTimeoutMs,
): Promise<Readiness> {
  const states = await Promise.all(
    Object.entries(parts).map(
      async ([name, check]) => [name, await stateOf(check, timeoutMs)] as const,
    ),
  );
  const isReady = states.every(([, { ok }]) => ok);
  return { status: isReady ? 'ready' : 'not-ready', parts: Object.fromEntries(states) };
}

/** Names only: the message of an error may hold an address with a password in it. */
async function stateOf(check: PartCheck, timeoutMs: number): Promise<PartState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<PartState>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, because: 'Timeout' }), timeoutMs);
  });
  const asked = Promise.resolve()
    .then(check)
    .then((): PartState => ({ ok: true }))
    .catch((error: unknown): PartState => ({
      ok: false,
      because: nameOf(error),
      ...adviceOf(error),
    }));
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
