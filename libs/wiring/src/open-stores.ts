import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import {
  openKurrentEventStore,
  openSqliteEventStore,
  type OperatedLog,
} from '@sunledger/event-store';
import { openReadModels, type ReadModelDatabase } from '@sunledger/persistence';
import {
  openPersonalData,
  openPostgresPersonalData,
  type PersonalDataSafe,
} from '@sunledger/personal-data';
import { GroupCommit, openSqlite } from '@sunledger/sqlite';

import { demandProfile, type StoreSettings } from './profile';

/** Name of the file that holds the log and the wrapped keys. */
export const logFileName = 'sunledger.db';
export const readModelFileName = 'read-models.db';

/** Where the master key is. */
export const masterKeyPathOf = ({ masterKeyFile, dataDirectory }: StoreSettings): string =>
  masterKeyFile || join(dataDirectory, 'keys', 'master.key');

/** Makes the data directory where there is none: for its owner alone, whatever the umask. */
export const makeDataDirectory = ({ dataDirectory }: StoreSettings): void => {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
};

/** The two stores that are no copies of anything: facts and keys. */
export interface TruthStores {
  /** The log below the catalogue. */
  readonly log: OperatedLog;
  readonly vault: PersonalDataSafe;
  close(): Promise<void>;
}

/** What has to be closed again, the last opened first. */
export type Closing = (() => unknown)[];

export const closeAll = async (closing: Closing): Promise<void> => {
  for (const close of closing.reverse()) await close();
};

/**
 * Opens the log and the keys: in one SQLite file, whose transactions they share, or each on the
 * server that the settings name.
 * @throws ProfileRefused, MasterKeyRefused, EventStoreUnavailable
 */
export async function openTruthStores(
  settings: StoreSettings,
  now: () => string,
): Promise<TruthStores> {
  demandProfile(settings);
  makeDataDirectory(settings);
  const closing: Closing = [];
  try {
    const log = await openLog(settings, now, closing);
    const vault = await openVault(settings, log, closing);
    return { log: log.store, vault, close: () => closeAll(closing) };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

export interface OpenLog {
  readonly store: OperatedLog;
  /** Only of a SQLite file, which the keys may share. */
  readonly group?: GroupCommit;
}

/** Opens the log where the settings say. @throws EventStoreUnavailable */
export async function openLog(
  { eventsUrl, eventsNamespace, dataDirectory }: StoreSettings,
  now: () => string,
  closing: Closing,
): Promise<OpenLog> {
  if (eventsUrl !== '') {
    const namespace = eventsNamespace;
    const store = await openKurrentEventStore({ url: eventsUrl, namespace, now });
    closing.push(() => store.close());
    return { store };
  }
  const database = openSqlite(join(dataDirectory, logFileName));
  closing.push(() => database.close());
  const group = new GroupCommit(database);
  const store = openSqliteEventStore({ group, now });
  closing.push(() => store.close());
  return { store, group };
}

async function openVault(
  settings: StoreSettings,
  { group }: OpenLog,
  closing: Closing,
): Promise<PersonalDataSafe> {
  const masterKeyPath = masterKeyPathOf(settings);
  // A profile with its log on a server has its keys on one: `demandProfile` has seen to it.
  if (group !== undefined && settings.keysUrl === '') {
    return openPersonalData({ group, masterKeyPath });
  }
  const opened = await openPostgresPersonalData({ url: settings.keysUrl, masterKeyPath });
  closing.push(() => opened.close());
  return opened.safe;
}

/** Opens the read models where the settings say. @throws ReadModelsUnavailable */
export const openReadModelDatabase = ({
  readModelsUrl,
  dataDirectory,
}: StoreSettings): Promise<ReadModelDatabase> =>
  openReadModels(
    readModelsUrl === ''
      ? { type: 'sqlite', path: join(dataDirectory, readModelFileName) }
      : { type: 'postgres', url: readModelsUrl },
  );
