import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { AnnualReport } from '@sunledger/annual-report';
import type { Done, Outcome } from '@sunledger/disclosure-office';
import { type LogHead, verifyLog, type Verification } from '@sunledger/event-store';
import { areFaults, readSettings, type Settings } from '@sunledger/settings';
import { openLogFile, openOffice, type OpenOffice, type StoreSettings } from '@sunledger/wiring';

import { json } from './command-line';

/** The settings of an environment. */
export function settingsOfRun(environment: NodeJS.ProcessEnv): Settings {
  const settings = readSettings(environment);
  if (areFaults(settings)) throw new Error(JSON.stringify(settings));
  return settings;
}

/** The stores of this run over a data directory, as the environment names them. */
export const storesOfRun = (
  dataDirectory: string,
  environment: NodeJS.ProcessEnv = process.env,
): StoreSettings => settingsOfRun({ ...environment, SUNLEDGER_DATA: dataDirectory });

/** Opens the office of a data directory, hands it over and closes it whatever happens. */
export async function withOfficeAt<Answer>(
  dataDirectory: string,
  use: (open: OpenOffice) => Promise<Answer>,
): Promise<Answer> {
  const open = await openOffice(storesOfRun(dataDirectory));
  try {
    return await use(open);
  } finally {
    await open.close();
  }
}

/** What the log of a data directory proves about itself. */
export async function verified(
  dataDirectory: string,
  expectedHeads: readonly LogHead[] = [],
): Promise<Verification> {
  const stores = storesOfRun(dataDirectory);
  if (stores.eventsUrl !== '') {
    return withOfficeAt(dataDirectory, ({ log }) => verifyLog(log.logReader(), { expectedHeads }));
  }
  const log = openLogFile(join(dataDirectory, 'sunledger.db'));
  try {
    return await verifyLog(log, { expectedHeads });
  } finally {
    log.close();
  }
}

/** The head of a log that holds; fails with the fault of one that does not. */
export async function headOf(dataDirectory: string): Promise<LogHead> {
  const result = await verified(dataDirectory);
  if (!result.holds) throw new Error(JSON.stringify(result.fault));
  return result.head;
}

/** A copy of a data directory to be altered. */
export const copyOf = (dataDirectory: string, to: string): string => {
  cpSync(dataDirectory, to, { recursive: true });
  return to;
};

/** Every file below a directory with its bytes, write-ahead logs included. */
export const filesBelow = (directory: string): readonly { path: string; bytes: Buffer }[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }));

/** The report of an agency as the command line prints it, parsed. */
export const reportOf = (
  agency: string,
  year: number,
  ...options: readonly string[]
): Promise<AnnualReport> =>
  json<AnnualReport>(
    ...['report', '--agency', agency, '--year', String(year), '--json'],
    ...options,
  );

/** What a report says, without when and from which position it was said. */
export const contentOf = ({ tables, narrative, checks }: AnnualReport) => ({
  tables,
  narrative,
  checks,
});

/** The outcome of a command that has to succeed; fails with the refusal or the conflict. */
export function carriedOut(outcome: Outcome): Done {
  if ('done' in outcome) return outcome;
  throw new Error(JSON.stringify(outcome));
}

/** The figures of a nested table by path, e.g. `disclosed.total`. */
export const figuresByPath = (table: object, path = ''): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(table).flatMap(([key, value]: [string, unknown]): [string, number][] =>
      typeof value === 'object' && value !== null
        ? [...figuresByPath(value, `${path}${key}.`)]
        : typeof value === 'number'
          ? [[`${path}${key}`, value]]
          : [],
    ),
  );

/** By how much each figure differs between two tables; equal ones are left out. */
export function differingFigures(before: object, after: object): Readonly<Record<string, number>> {
  const [earlier, later] = [figuresByPath(before), figuresByPath(after)];
  const paths = [...new Set([...earlier.keys(), ...later.keys()])];
  return Object.fromEntries(
    paths
      .map((path) => [path, (later.get(path) ?? 0) - (earlier.get(path) ?? 0)] as const)
      .filter(([, difference]) => difference !== 0),
  );
}
