import { randomUUID } from 'node:crypto';

import { temporaryPostgres } from '@sunledger/persistence/testing';

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

/** Makes empty stores of a profile, by default that of this run. */
export async function suiteStores(profile: E2eProfile = profileOfRun()): Promise<SuiteStores> {
  if (profile === 'embedded') return { environment: {}, remove: async () => undefined };
  const readModels = await temporaryPostgres();
  const environment = { SUNLEDGER_READ_MODELS_URL: readModels.url };
  if (profile === 'postgres') return { environment, remove: () => readModels.drop() };
  const keys = await temporaryPostgres();
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
