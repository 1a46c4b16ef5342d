import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** The command line as it is installed. */
export const commandLine = join(root, 'apps', 'cli', 'bin', 'sunledger.js');

export const childScript = (name: string): string => join(__dirname, 'children', `${name}.cjs`);

/** The children run what is built; without it every round would end at once and prove nothing. */
export function demandBuild(): void {
  for (const built of ['apps/cli/dist/main.js', 'libs/wiring/dist/index.js']) {
    if (!existsSync(join(root, built))) {
      throw new Error(`${built} is missing: run "npm run build" before this spec`);
    }
  }
}

/** How a child ended and what it had said by then. */
export interface Ended {
  /** False when it had come to its end before the blow. */
  readonly killed: boolean;
  /** Whole lines of its standard output. */
  readonly lines: readonly string[];
  /** From its start to its end, in milliseconds. */
  readonly tookMs: number;
  /** From the words waited for to its end, in milliseconds; 0 when they were never said. */
  readonly tookAfterWordsMs: number;
}

/** When a child is killed. */
export interface Blow {
  /** Time is taken from when the child has said this; from its start when absent. */
  readonly afterWords?: string;
  /** Milliseconds; null to let the child come to its own end. */
  readonly delayMs: number | null;
}

/** Runs a script and kills it with SIGKILL; fails when it ends by itself with an error. */
export function runAndKill(
  script: string,
  parameters: readonly string[],
  blow: Blow,
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [script, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const said = listenTo(child, blow);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // «close» comes after the last byte of output, «exit» may come before it.
    child.once('close', (code, signal) => {
      said.stop();
      const killed = signal === 'SIGKILL';
      if (!killed && code !== 0) reject(new Error(`the child failed: ${said.errors()}`));
      const endedAt = performance.now();
      resolve({
        killed,
        lines: said.lines(),
        tookMs: endedAt - startedAt,
        tookAfterWordsMs: endedAt - (said.wordsAt() ?? endedAt),
      });
    });
  });
}

function listenTo(child: ChildProcess, { afterWords, delayMs }: Blow) {
  let out = '';
  let err = '';
  let wordsAt: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const strike = () => {
    if (delayMs !== null) timer = setTimeout(() => child.kill('SIGKILL'), delayMs);
  };
  const listen = () => {
    if (wordsAt !== undefined || afterWords === undefined) return;
    if (!out.includes(afterWords) && !err.includes(afterWords)) return;
    wordsAt = performance.now();
    strike();
  };
  if (afterWords === undefined) strike();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    listen();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    listen();
  });
  return {
    // A line without its end was being written when the child died: it was never said.
    lines: () => out.split('\n').slice(0, -1),
    errors: () => err,
    wordsAt: () => wordsAt,
    stop: () => clearTimeout(timer),
  };
}

/** Numbers from 0 up to 1 that are the same for the same seed, to repeat a failed run. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
