import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { isRefusal } from '@sunledger/decider';
import type { Office } from '@sunledger/disclosure-office';
import type { LogHead } from '@sunledger/event-store';
import { areFaults, readSettings, type Settings } from '@sunledger/settings';
import { openOffice, type OpenOffice } from '@sunledger/wiring';

import { sunledger } from './command-line';
import { carriedOut, verified } from './office-directory';
import { type E2eProfile, suiteStores, type SuiteStores } from './profile';

/** The environment of one system; a command line run with it works on that system. */
export type SystemEnvironment = Readonly<Record<string, string>>;

/** Everything that names a store; a variable that is empty names none. */
const embedded = {
  SUNLEDGER_EVENTS_URL: '',
  SUNLEDGER_EVENTS_NAMESPACE: '',
  SUNLEDGER_READ_MODELS_URL: '',
  SUNLEDGER_KEYS_URL: '',
};

/** The embedded system of a data directory, whatever the stores of this run are. */
export const embeddedSystem = (dataDirectory: string): SystemEnvironment => ({
  ...embedded,
  SUNLEDGER_DATA: dataDirectory,
});

/** The system on the stores of this run; asked for when they have been made. */
export function systemOfRun(dataDirectory: string): SystemEnvironment {
  const named = Object.keys(embedded).map((name) => [name, process.env[name] ?? ''] as const);
  return { ...Object.fromEntries<string>(named), SUNLEDGER_DATA: dataDirectory };
}

/** Systems that a log is moved into, made empty one by one. */
export class TargetSystems {
  private readonly made: SuiteStores[] = [];

  constructor(private readonly profile?: E2eProfile) {}

  async prepare(dataDirectory: string): Promise<SystemEnvironment> {
    const stores = await suiteStores(this.profile);
    this.made.push(stores);
    return { ...embeddedSystem(dataDirectory), ...stores.environment };
  }

  async remove(): Promise<void> {
    for (const stores of this.made.splice(0)) await stores.remove();
  }
}

/** Does something with the environment of a system and puts the former one back. */
export async function inSystem<Answer>(
  environment: SystemEnvironment,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const names = Object.keys(environment);
  const before = names.map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, environment);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}

/** Runs one command line on a system. */
export const onSystem = (environment: SystemEnvironment, ...parameters: readonly string[]) =>
  inSystem(environment, () => sunledger(...parameters));

function settingsOf(environment: SystemEnvironment): Settings {
  const settings = readSettings(environment);
  if (areFaults(settings)) throw new Error(JSON.stringify(settings));
  return settings;
}

/** Opens the office of a system, hands it over and closes it whatever happens. */
export async function withOfficeOf<Answer>(
  environment: SystemEnvironment,
  use: (open: OpenOffice) => Promise<Answer>,
): Promise<Answer> {
  const open = await openOffice(settingsOf(environment));
  try {
    return await use(open);
  } finally {
    await open.close();
  }
}

/** What the log of a system proves about itself. */
export const verifiedIn = (environment: SystemEnvironment, heads: readonly LogHead[] = []) =>
  inSystem(environment, () => verified(environment['SUNLEDGER_DATA'] ?? '', heads));

/** Brings the master key to another system, as an operator does from its own backup. */
export function copyMasterKey(from: string, to: string): void {
  mkdirSync(join(to, 'keys'), { recursive: true });
  cpSync(join(from, 'keys', 'master.key'), join(to, 'keys', 'master.key'));
}

/** Freezes and approves a report today with every warning accepted. */
export async function fileReport(office: Office, agency: string, year: number): Promise<void> {
  const on = office.calendars.today();
  const context = (step: string) => ({
    commandId: office.commandId('filing', agency, year, step),
    actor: '年报填报人',
  });
  const report = await office.reports.derive({ agency, year });
  if (isRefusal(report)) throw new Error(JSON.stringify(report));
  const accepted = report.checks
    .filter(({ ok }) => !ok)
    .map(({ id }) => ({ id, reason: '已核对' }));
  carriedOut(await office.reports.freeze(agency, year, accepted, context('freeze')));
  const approve = { type: 'ApproveReport', on, approvedBy: '主要领导' } as const;
  carriedOut(await office.reports.file(agency, year, approve, context('approve')));
}

/** What a system says of a report: now, as known earlier, as filed, and what changed since. */
export async function reportAnswers(
  environment: SystemEnvironment,
  agency: string,
  year: number,
  knownAt: string,
): Promise<string> {
  const asked = ['report', '--agency', agency, '--year', String(year)];
  const printed = [
    await onSystem(environment, ...asked, '--json'),
    await onSystem(environment, ...asked, '--json', '--known-at', knownAt),
    await onSystem(environment, ...asked, '--format', 'md', '--known-at', knownAt),
  ];
  const [filing, changes] = await withOfficeOf(environment, async ({ office }) => [
    await office.reports.filing(agency, year),
    await office.reports.changesSinceFreeze(agency, year),
  ]);
  return JSON.stringify({ printed, filing, changes }, null, 1);
}
