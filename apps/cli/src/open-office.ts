import { readFileSync } from 'node:fs';

import type { Office } from '@sunledger/disclosure-office';
import { areFaults, readSettings, type Settings, withSecretFiles } from '@sunledger/settings';
import { openNotification, openOffice, type OpenOptions } from '@sunledger/wiring';

import { UsageFault } from './terminal';

/** The settings of this run; every fault at once when there is one. */
export function settingsOfRun(): Settings {
  const environment = withSecretFiles(process.env, (path) => readFileSync(path, 'utf8'));
  const settings = areFaults(environment) ? environment : readSettings(environment);
  if (areFaults(settings)) {
    throw new UsageFault(
      settings.map(({ variable, message }) => `环境变量 ${variable}：${message}`).join('\n'),
    );
  }
  return settings;
}

/** Opens the office over the data directory, hands it over, and closes it whatever happens. */
export const withOffice = <Answer>(use: UseOffice<Answer>): Promise<Answer> =>
  withOfficeOf(settingsOfRun(), {}, use);

/** As `withOffice`, with the ways out of the system that are set up. */
export async function withNotifyingOffice<Answer>(use: UseOffice<Answer>): Promise<Answer> {
  const settings = settingsOfRun();
  const opened = openNotification(settings);
  try {
    return await withOfficeOf(settings, opened, use);
  } finally {
    await opened.close();
  }
}

type UseOffice<Answer> = (office: Office, settings: Settings) => Promise<Answer>;

async function withOfficeOf<Answer>(
  settings: Settings,
  options: Pick<OpenOptions, 'notification'>,
  use: UseOffice<Answer>,
): Promise<Answer> {
  const open = await openOffice(settings, options);
  try {
    return await use(open.office, settings);
  } finally {
    await open.close();
  }
}
