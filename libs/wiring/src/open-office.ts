import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createOffice, type Office, officeCatalogue } from '@sunledger/disclosure-office';
import {
  commandIdAt,
  openSqliteEventStore,
  type SqliteEventStore,
  withCatalogue,
} from '@sunledger/event-store';
import { openPersonalData } from '@sunledger/personal-data';
import { openReadModels } from '@sunledger/persistence';
import { arePolicyFaults, defaultPolicy, parsePolicy, type Policy } from '@sunledger/policy';
import { createReadModels, type ReadModels } from '@sunledger/projections';
import type { Settings } from '@sunledger/settings';
import { GroupCommit, openSqlite } from '@sunledger/sqlite';

/** The office over its stores, ready for commands and questions. */
export interface OpenOffice {
  readonly office: Office;
  /** The log below the catalogue, for proof and export. */
  readonly log: SqliteEventStore;
  readonly readModels: ReadModels;
  /** Stops everything in order; nothing acknowledged is lost without it either. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** The clock; the machine's when left out. */
  readonly now?: () => string;
}

/** The policy file cannot be used; every fault at once. */
export class PolicyFaulty extends Error {
  override readonly name = 'PolicyFaulty';
}

/** Name of the file that holds the log and the wrapped keys. */
export const logFileName = 'sunledger.db';
export const readModelFileName = 'read-models.db';

/**
 * The embedded profile: one SQLite file for the log and the keys, one for the read models, which
 * are disposable, all in the data directory.
 * @throws MasterKeyRefused, EventStoreUnavailable, PolicyFaulty with what to do about it.
 */
export async function openOffice(
  settings: Pick<Settings, 'dataDirectory' | 'masterKeyFile' | 'policyFile'>,
  { now = () => new Date().toISOString() }: OpenOptions = {},
): Promise<OpenOffice> {
  const { dataDirectory } = settings;
  mkdirSync(dataDirectory, { recursive: true });
  const policy = readPolicy(settings);
  const database = openSqlite(join(dataDirectory, logFileName));
  const group = new GroupCommit(database);
  const log = openSqliteEventStore({ group, now });
  const vault = await openPersonalData({
    group,
    masterKeyPath: settings.masterKeyFile || join(dataDirectory, 'keys', 'master.key'),
  });
  const catalogue = officeCatalogue();
  const store = withCatalogue(log, catalogue);
  const models = await openReadModels({
    type: 'sqlite',
    path: join(dataDirectory, readModelFileName),
  });
  const readModels = createReadModels({ database: models, store, policy });
  await readModels.runner.start();
  const office = createOffice({
    store,
    catalogue,
    vault,
    readModels,
    policy,
    now,
    newId: () => commandIdAt(Date.parse(now()), randomBytes(10)),
  });
  return {
    office,
    log,
    readModels,
    close: async () => {
      await readModels.runner.stop();
      await models.close();
      await log.close();
      database.close();
    },
  };
}

/** The policy of the office: its file where there is one, the defaults otherwise. */
export function readPolicy({
  policyFile,
  dataDirectory,
}: Pick<Settings, 'policyFile' | 'dataDirectory'>): Policy {
  const path = policyFile || join(dataDirectory, 'policy.json');
  if (!existsSync(path)) {
    if (policyFile !== '') throw new PolicyFaulty(`没有口径文件 ${path}`);
    return defaultPolicy;
  }
  let input: unknown;
  try {
    input = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new PolicyFaulty(`口径文件 ${path} 不是有效的 JSON`, { cause });
  }
  const parsed = parsePolicy(input);
  if (arePolicyFaults(parsed)) {
    const faults = parsed.map(({ path: at, message }) => `${at} ${message}`).join('；');
    throw new PolicyFaulty(`口径文件 ${path} 有误：${faults}`);
  }
  return parsed;
}
