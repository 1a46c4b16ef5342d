import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { officeCatalogue } from '@sunledger/disclosure-office';
import { openSqliteEventStore, type OperatedLog, withCatalogue } from '@sunledger/event-store';
import {
  openMasterKeyFile,
  SqliteCaseKeys,
  sqliteMasterKeyCheck,
  SqliteWrappedKeys,
  type WrappedKeys,
} from '@sunledger/personal-data';
import { openReadModels } from '@sunledger/persistence';
import { createReadModels, type OnProgress } from '@sunledger/projections';
import { GroupCommit, openSqlite } from '@sunledger/sqlite';

import { readPolicy } from './open-office';
import { logFileName, masterKeyPathOf, readModelFileName } from './open-stores';
import type { StoreSettings } from './profile';

/** The keys of cases as backups handle them, and how their master key is known. */
export interface MovableKeys {
  readonly keys: WrappedKeys;
  readonly masterKeyCheck: string;
}

/** Log and keys for backup, restore and transfer: below the catalogue, without read models. */
export interface MovableStores {
  readonly log: OperatedLog;
  /**
   * Opens the keys. With the check value of a backup, nothing is opened or made unless the master
   * key file is there and is the one of the backup.
   * @throws MasterKeyRefused
   */
  openKeys(masterKeyCheck?: string): Promise<MovableKeys>;
  close(): Promise<void>;
}

/** Whether there is a master key file; nothing is made. */
export const hasMasterKey = (settings: StoreSettings): boolean =>
  existsSync(masterKeyPathOf(settings));

/**
 * The master key, provided that it is the one by which the data of a backup are sealed.
 * @throws MasterKeyRefused `master-key-missing`, `master-key-wrong` …
 */
export const demandMasterKey = async (
  settings: StoreSettings,
  masterKeyCheck: string,
): Promise<void> => {
  const expected = { read: () => masterKeyCheck, write: async () => undefined };
  await openMasterKeyFile(masterKeyPathOf(settings), expected);
};

/** Opens log and keys of the system that the settings name. @throws EventStoreUnavailable */
export async function openMovableStores(settings: StoreSettings): Promise<MovableStores> {
  const { dataDirectory } = settings;
  mkdirSync(dataDirectory, { recursive: true });
  const database = openSqlite(join(dataDirectory, logFileName));
  const group = new GroupCommit(database);
  // Nothing is logged by who moves a log: every event brings its own instant.
  const log = openSqliteEventStore({ group, now: () => new Date().toISOString() });
  return {
    log,
    openKeys: async (masterKeyCheck) => {
      if (masterKeyCheck !== undefined) await demandMasterKey(settings, masterKeyCheck);
      const masterKey = await openMasterKeyFile(
        masterKeyPathOf(settings),
        sqliteMasterKeyCheck(group),
      );
      const keys = new SqliteWrappedKeys(group, new SqliteCaseKeys(group, masterKey));
      return { keys, masterKeyCheck: masterKey.checkValue() };
    },
    close: async () => {
      await log.close();
      database.close();
    },
  };
}

/**
 * Builds every read model anew from the log, whatever stood in them: after a restore they may be
 * those of another log. Needs no key. Answers with the position reached.
 */
export async function rebuildReadModels(
  settings: StoreSettings,
  log: OperatedLog,
  onProgress?: OnProgress,
): Promise<number> {
  const store = withCatalogue(log, officeCatalogue());
  const policy = readPolicy(settings);
  const database = await openReadModels({
    type: 'sqlite',
    path: join(settings.dataDirectory, readModelFileName),
  });
  try {
    return await createReadModels({ database, store, policy }).rebuild(
      onProgress === undefined ? {} : { onProgress },
    );
  } finally {
    await database.close();
  }
}

/** Where the policy file of a system is looked for. */
export const policyPathOf = ({ policyFile, dataDirectory }: StoreSettings): string =>
  policyFile || join(dataDirectory, 'policy.json');

/** Text of the policy file; undefined where there is none and the defaults apply. */
export function policyTextOf(settings: StoreSettings): string | undefined {
  const path = policyPathOf(settings);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
