import { join } from 'node:path';

import {
  type JobBoard,
  type JobLog,
  openBullmqJobs,
  openInProcessJobs,
  Uploads,
} from '@sunledger/jobs';
import type { Settings } from '@sunledger/settings';

import type { OpenOffice } from './open-office';
import { makeDataDirectory, openReadModelDatabase } from './open-stores';
import { demandProfile, type StoreSettings } from './profile';

/** The jobs of an office, carried by Redis where the settings name one, else by this process. */
export const openJobs = async (
  { jobsUrl }: Pick<Settings, 'jobsUrl'>,
  { database }: Pick<OpenOffice, 'database'>,
  log?: JobLog,
): Promise<JobBoard> => {
  const options = { database, ...(log === undefined ? {} : { log }) };
  return jobsUrl === '' ? openInProcessJobs(options) : openBullmqJobs({ url: jobsUrl, ...options });
};

/** The jobs of an installation alone, for somebody who looks at them or decides on one. */
export interface OpenJobBoard {
  readonly board: JobBoard;
  close(): Promise<void>;
}

/**
 * Opens the record of jobs and what carries them, without log, keys or projection: it must be seen
 * when one of those is what ails.
 * @throws ProfileRefused, ReadModelsUnavailable
 */
export async function openJobBoard(
  settings: StoreSettings & Pick<Settings, 'jobsUrl'>,
): Promise<OpenJobBoard> {
  demandProfile(settings);
  makeDataDirectory(settings);
  const database = await openReadModelDatabase(settings);
  const board = await openJobs(settings, { database });
  const close = async () => {
    await board.close();
    await database.close();
  };
  return { board, close };
}

/** What jobs hand over between the process that asks and the one that carries out. */
export interface JobFiles {
  /** Where exports are written and handed out. */
  readonly exportsDirectory: string;
  /** Where uploads are kept, sealed, beside the record of jobs. */
  readonly uploads: Uploads;
}

/** The files of the jobs of an office; nothing is made before there is one. */
export const openJobFiles = (
  { exportsDirectory, dataDirectory }: Pick<Settings, 'exportsDirectory' | 'dataDirectory'>,
  { database, office: { parts } }: Pick<OpenOffice, 'database' | 'office'>,
): JobFiles => ({
  exportsDirectory: exportsDirectory || join(dataDirectory, 'exports'),
  uploads: new Uploads({ database, vault: parts.vault, now: parts.now }),
});
