import { existsSync, readFileSync } from 'node:fs';

import { officeCatalogue } from '@sunledger/disclosure-office';
import { type OperatedLog, withCatalogue } from '@sunledger/event-store';
import {
  openMasterKeyFile,
  openPostgresPersonalData,
  SqliteCaseKeys,
  sqliteMasterKeyCheck,
  SqliteWrappedKeys,
  type WrappedKeys,
} from '@sunledger/personal-data';
import { createReadModels, type OnProgress } from '@sunledger/projections';

import { policyPathOf, readPolicy } from './open-office';
import {
  closeAll,
  type Closing,
  makeDataDirectory,
  masterKeyPathOf,
  openLog,
  type OpenLog,
  openReadModelDatabase,
} from './open-stores';
import { demandProfile, type StoreSettings } from './profile';

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

/**
 * Opens log and keys of the system that the settings name.
 * @throws ProfileRefused, EventStoreUnavailable
 */
export async function openMovableStores(settings: StoreSettings): Promise<MovableStores> {
  demandProfile(settings);
  makeDataDirectory(settings);
  const closing: Closing = [];
  // Nothing is logged by who moves a log: every event brings its own instant.
  const log = await openLog(settings, () => new Date().toISOString(), closing);
  return {
    log: log.store,
    openKeys: async (masterKeyCheck) => {
      if (masterKeyCheck !== undefined) await demandMasterKey(settings, masterKeyCheck);
      return openKeys(settings, log, closing);
    },
    close: () => closeAll(closing),
  };
}

async function openKeys(
  settings: StoreSettings,
  { group }: OpenLog,
  closing: Closing,
): Promise<MovableKeys> {
  const masterKeyPath = masterKeyPathOf(settings);
  if (group === undefined || settings.keysUrl !== '') {
    const opened = await openPostgresPersonalData({ url: settings.keysUrl, masterKeyPath });
    closing.push(() => opened.close());
    return { keys: opened.wrapped, masterKeyCheck: opened.masterKeyCheck };
  }
  const masterKey = await openMasterKeyFile(masterKeyPath, sqliteMasterKeyCheck(group));
  const keys = new SqliteWrappedKeys(group, new SqliteCaseKeys(group, masterKey));
  return { keys, masterKeyCheck: masterKey.checkValue() };
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
  const database = await openReadModelDatabase(settings);
  try {
    return await createReadModels({ database, store, policy }).rebuild(
      onProgress === undefined ? {} : { onProgress },
    );
  } finally {
    await database.close();
  }
}

/** Text of the policy file; undefined where there is none and the defaults apply. */
export function policyTextOf(settings: StoreSettings): string | undefined {
  const path = policyPathOf(settings);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
