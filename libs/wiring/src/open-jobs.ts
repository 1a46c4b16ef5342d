import { type JobBoard, type JobLog, openBullmqJobs, openInProcessJobs } from '@sunledger/jobs';
import type { Settings } from '@sunledger/settings';

import type { OpenOffice } from './open-office';

/** The jobs of an office, carried by Redis where the settings name one, else by this process. */
export const openJobs = async (
  { jobsUrl }: Pick<Settings, 'jobsUrl'>,
  { database }: Pick<OpenOffice, 'database'>,
  log?: JobLog,
): Promise<JobBoard> => {
  const options = { database, ...(log === undefined ? {} : { log }) };
  return jobsUrl === '' ? openInProcessJobs(options) : openBullmqJobs({ url: jobsUrl, ...options });
};
