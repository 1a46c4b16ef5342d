import { readFileSync } from 'node:fs';

import type { Office } from '@sunledger/disclosure-office';
import { areFaults, readSettings, type Settings, withSecretFiles } from '@sunledger/settings';
import { openOffice } from '@sunledger/wiring';

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
export async function withOffice<Answer>(
  use: (office: Office, settings: Settings) => Promise<Answer>,
): Promise<Answer> {
  const settings = settingsOfRun();
  const open = await openOffice(settings);
  try {
    return await use(open.office, settings);
  } finally {
    await open.close();
  }
}
