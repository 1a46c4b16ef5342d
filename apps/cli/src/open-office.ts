import { readFileSync } from 'node:fs';

import type { Office } from '@sunledger/disclosure-office';
import {
  areFaults,
  isLoopback,
  readSettings,
  type Settings,
  withSecretFiles,
} from '@sunledger/settings';
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
export const withOffice = <Answer>(use: UseOffice<Answer>): Promise<Answer> => {
  const settings = settingsOfRun();
  return withOfficeOf(settings, besideServing(settings), use);
};

/** As `withOffice`, whatever serves meanwhile. */
export const withOfficeAnyway = <Answer>(use: UseOffice<Answer>): Promise<Answer> =>
  withOfficeOf(settingsOfRun(), {}, use);

/** As `withOffice`, with the ways out of the system that are set up. */
export async function withNotifyingOffice<Answer>(use: UseOffice<Answer>): Promise<Answer> {
  const settings = settingsOfRun();
  const opened = openNotification(settings);
  try {
    return await withOfficeOf(settings, { ...opened, ...besideServing(settings) }, use);
  } finally {
    await opened.close();
  }
}

type UseOffice<Answer> = (office: Office, settings: Settings) => Promise<Answer>;

async function withOfficeOf<Answer>(
  settings: Settings,
  options: Pick<OpenOptions, 'notification' | 'mayReplace'>,
  use: UseOffice<Answer>,
): Promise<Answer> {
  const open = await openOffice(settings, options);
  try {
    return await use(open.office, settings);
  } finally {
    await open.close();
  }
}

/** How long a process on this machine may take to say that it lives, in ms. */
const livesWithinMs = 1_000;

/**
 * A command must not replace the read models that a running process serves by another policy. On
 * PostgreSQL that one holds the lease of the projection; a file has none, so it is asked for at its
 * port.
 */
export const besideServing = ({
  readModelsUrl,
  host,
  port,
}: Settings): Pick<OpenOptions, 'mayReplace'> => {
  if (readModelsUrl !== '') return {};
  const address = isLoopback(host) ? host : '127.0.0.1';
  const url = `http://${address.includes(':') ? `[${address}]` : address}:${port}/health/live`;
  const lives = () =>
    fetch(url, { signal: AbortSignal.timeout(livesWithinMs) }).then(
      ({ ok }) => ok,
      () => false,
    );
  return { mayReplace: async () => !(await lives()) };
};
