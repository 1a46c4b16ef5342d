import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Redis from 'ioredis';

const variable = 'SUNLEDGER_TEST_REDIS';
const script = join(__dirname, '..', '..', '..', '..', 'scripts', 'test-servers.mjs');

/** A Redis of its own, for specs that wipe or stop one. */
export interface TemporaryRedisServer {
  readonly url: string;
  start(): void;
  /** `immediate` kills it. */
  stop(how: 'fast' | 'immediate'): void;
  /** Everything it holds is gone, as after FLUSHALL by mistake. */
  wipe(): Promise<void>;
  remove(): void;
}

export function temporaryRedisServer(): TemporaryRedisServer {
  const folder = mkdtempSync(join(tmpdir(), 'sunledger-redis-'));
  const run = (command: string, ...options: readonly string[]): string =>
    execFileSync(
      process.execPath,
      [script, command, '--folder', folder, '--only', 'redis', ...options],
      { encoding: 'utf8' },
    );
  const start = () => run('start', '--for', String(process.pid)).trim();
  const url = start().slice(variable.length + 1);
  return {
    url,
    start,
    stop: (how) => run('stop', '--how', how),
    wipe: async () => {
      const redis = new Redis(url);
      await redis.flushall();
      await redis.quit();
    },
    remove: () => {
      run('remove');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The Redis that specs share, each under a prefix of its own. */
export const sharedRedis = (): string => {
  const address = process.env[variable];
  if (address !== undefined && address !== '') return address;
  throw new Error(process.env[`${variable}_MISSING`] ?? `${variable} names no server`);
};

/** Removes what a spec has left under its prefix. */
export async function dropPrefix(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  const stream = redis.scanStream({ match: `${prefix}:*`, count: 500 });
  for await (const keys of stream) {
    // The stream gives lists of keys.
    const found = keys as string[];
    if (found.length > 0) await redis.unlink(...found);
  }
  await redis.quit();
}
