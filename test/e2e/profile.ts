import { randomUUID } from 'node:crypto';

import { Client } from 'pg';

import { ProtocolServer } from '../kurrentdb-server/protocol-server';

/**
 * The stores that one run of the end-to-end suite is over: `embedded`, `postgres` (log in a SQLite
 * file, read models in PostgreSQL), `kurrentdb` (log on KurrentDB, or on the protocol test server
 * where `SUNLEDGER_TEST_KURRENTDB` names none, read models and keys in PostgreSQL).
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

async function createDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `e2e_${randomUUID().replaceAll('-', '')}`;
  const inServer = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: server });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await inServer(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => inServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

/** Makes empty stores of a profile, by default that of this run. */
export async function suiteStores(profile: E2eProfile = profileOfRun()): Promise<SuiteStores> {
  if (profile === 'embedded') return { environment: {}, remove: async () => undefined };
  const server = process.env['SUNLEDGER_TEST_POSTGRES'];
  if (server === undefined) throw new Error('SUNLEDGER_TEST_POSTGRES names no server');
  const readModels = await createDatabase(server);
  const environment = { SUNLEDGER_READ_MODELS_URL: readModels.url };
  if (profile === 'postgres') return { environment, remove: () => readModels.drop() };
  const keys = await createDatabase(server);
  const real = process.env['SUNLEDGER_TEST_KURRENTDB'];
  const events = real === undefined ? await ProtocolServer.start() : undefined;
  return {
    environment: {
      ...environment,
      SUNLEDGER_KEYS_URL: keys.url,
      SUNLEDGER_EVENTS_URL: events?.url ?? real ?? '',
      SUNLEDGER_EVENTS_NAMESPACE: `e2e${randomUUID().slice(0, 8)}`,
    },
    remove: async () => {
      await readModels.drop();
      await keys.drop();
      await events?.stop();
    },
  };
}
