import { randomUUID } from 'node:crypto';

import { temporaryPostgres } from '@sunledger/persistence/testing';
import { Redis } from 'ioredis';

import { ProtocolServer } from '../kurrentdb-server/protocol-server';

/**
 * The stores that one run of the end-to-end suite is over: `embedded`, `postgres` (log in a SQLite
 * file, read models in PostgreSQL, jobs on Redis), `kurrentdb` (log on KurrentDB, or on the protocol
 * test server where `SUNLEDGER_TEST_KURRENTDB` names none, read models and keys in PostgreSQL, jobs on
 * Redis).
 */
export const e2eProfiles = ['embedded', 'postgres', 'kurrentdb'] as const;
export type E2eProfile = (typeof e2eProfiles)[number];

const isProfile = (name: string): name is E2eProfile => e2eProfiles.some((one) => one === name);

/** The profile of this run, from `SUNLEDGER_E2E_PROFILE`. */
export function profileOfRun(): E2eProfile {
  const name = process.env['SUNLEDGER_E2E_PROFILE'] ?? 'embedded';
  if (!isProfile(name)) throw new Error(`there is no profile ${name}`);
  return name;
}

/** Empty stores of a suite, as settings, until `remove`. */
export interface SuiteStores {
  readonly environment: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** Databases of the test Redis that belong to one process of Jest each; specs of their own use others. */
const firstRedisDatabase = 10;
const redisDatabaseCount = 6;

/** An empty database of the test Redis, which no other suite uses at the same time. */
async function emptyRedis(): Promise<{
  readonly url: string;
  readonly clear: () => Promise<void>;
}> {
  const server = process.env['SUNLEDGER_TEST_REDIS'];
  if (server === undefined) throw new Error('SUNLEDGER_TEST_REDIS names no server');
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1);
  const address = new URL(server);
  address.pathname = `/${firstRedisDatabase + (worker % redisDatabaseCount)}`;
  const clear = async () => {
    const redis = new Redis(address.href);
    await redis.flushdb();
    await redis.quit();
  };
  await clear();
  return { url: address.href, clear };
}

/** Makes empty stores of a profile, by default that of this run. */
export async function suiteStores(profile: E2eProfile = profileOfRun()): Promise<SuiteStores> {
  if (profile === 'embedded') return { environment: {}, remove: async () => undefined };
  const readModels = await temporaryPostgres();
  const jobs = await emptyRedis();
  const environment = { SUNLEDGER_READ_MODELS_URL: readModels.url, SUNLEDGER_JOBS_URL: jobs.url };
  const removeShared = async () => {
    await readModels.drop();
    await jobs.clear();
  };
  if (profile === 'postgres') return { environment, remove: removeShared };
  const keys = await temporaryPostgres();
  const real = process.env['SUNLEDGER_TEST_KURRENTDB'] ?? '';
  const events = real === '' ? await ProtocolServer.start() : undefined;
  return {
    environment: {
      ...environment,
      SUNLEDGER_KEYS_URL: keys.url,
      SUNLEDGER_EVENTS_URL: events?.url ?? real,
      SUNLEDGER_EVENTS_NAMESPACE: `e2e${randomUUID().slice(0, 8)}`,
    },
    remove: async () => {
      await removeShared();
      await keys.drop();
      await events?.stop();
    },
  };
}
