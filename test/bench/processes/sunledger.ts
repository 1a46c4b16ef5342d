import { type ChildProcess, spawn } from 'node:child_process';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { HighWater, mostHeldMib } from '../stores/process-memory';

const program = join(__dirname, '..', '..', '..', '..', 'apps', 'cli', 'bin', 'sunledger.js');

/** What a system of the bench keeps where; the rest is as embedded. */
export interface SystemPlace {
  readonly dataDirectory: string;
  /** Empty for the file in the data directory. */
  readonly readModelsUrl: string;
}

export const embeddedIn = (dataDirectory: string): SystemPlace => ({
  dataDirectory,
  readModelsUrl: '',
});

const environmentOf = ({ dataDirectory, readModelsUrl }: SystemPlace, port = 0) => ({
  ...process.env,
  SUNLEDGER_DATA: dataDirectory,
  SUNLEDGER_READ_MODELS_URL: readModelsUrl,
  SUNLEDGER_PORT: String(port),
});

export interface EndedCommand {
  readonly milliseconds: number;
  /** The most memory it held; undefined where the system does not tell. */
  readonly peakMib: number | undefined;
}

const lookEveryMs = 20;

/** Runs one command of the command line to its end. */
export function sunledger(place: SystemPlace, ...words: readonly string[]): Promise<EndedCommand> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], {
      env: environmentOf(place),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const { pid } = child;
    const held = new HighWater(
      () => (pid === undefined ? undefined : mostHeldMib(pid)),
      lookEveryMs,
    );
    let said = '';
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    child.on('error', reject);
    child.on('exit', (code) => {
      const milliseconds = performance.now() - startedAt;
      const peakMib = held.end();
      if (code === 0) resolve({ milliseconds, peakMib });
      else reject(new Error(`sunledger ${words.join(' ')} ended with ${code}: ${said}`));
    });
  });
}

/** A port of this machine that nobody listens on just now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('there is no free port')),
      );
    });
  });
}

const answers = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200));
    }).on('error', () => resolve(false));
  });

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How often a starting server is asked, and for how long. */
const askEveryMs = 10;
const startTimeoutMs = 60_000;

export interface RunningServer {
  readonly url: string;
  /** From the start of the process to the first answer of 200 to the path asked for. */
  readonly milliseconds: number;
  stop(): Promise<void>;
}

const stopped = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
  });

/** Starts the whole system and waits until it answers the path. */
export async function startServer(place: SystemPlace, path: string): Promise<RunningServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, 'start'], {
    env: environmentOf(place, port),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await answers(url + path))) {
    const waited = performance.now() - startedAt;
    if (child.exitCode !== null || waited > startTimeoutMs) {
      await (child.exitCode === null ? stopped(child) : undefined);
      throw new Error(`the server does not answer ${path}`);
    }
    await pause(askEveryMs);
  }
  const milliseconds = performance.now() - startedAt;
  return { url, milliseconds, stop: () => stopped(child) };
}
