import { type TemporaryServer, temporaryServer } from '@sunledger/persistence/testing';
import Redis from 'ioredis';

const variable = 'SUNLEDGER_TEST_REDIS';

/** A Redis of its own, for specs that wipe or stop one. */
export interface TemporaryRedisServer extends TemporaryServer {
  /** Everything it holds is gone, as after FLUSHALL by mistake. */
  wipe(): Promise<void>;
}

export function temporaryRedisServer(): TemporaryRedisServer {
  const server = temporaryServer('redis', variable);
  return {
    ...server,
    wipe: async () => {
      const redis = new Redis(server.url);
      await redis.flushall();
      await redis.quit();
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
