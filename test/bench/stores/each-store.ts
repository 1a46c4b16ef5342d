import type { BenchRun } from '../bench-run';
import type { Figure, Outcome, Row } from '../outcome';
import { onSqlite, type Place } from './place';
import { PostgresServer } from './postgres-server';
import type { HighWater } from './process-memory';

/** What is to be measured: what each row says, by its name. */
export type Figures<Name extends string> = Readonly<Record<Name, string>>;

/** The same rows on one store. */
export interface OnStore<Name extends string> {
  readonly place: Place;
  /** The beginning of a row. */
  readonly about: (name: Name) => Figure;
  /** Begins to look at the memory of the server; undefined where there is none. */
  readonly watchServer: () => HighWater | undefined;
}

const postgresRow = (name: string): string => `${name}-postgres`;

/**
 * Measures the same rows on SQLite and then on PostgreSQL; where no PostgreSQL can be started, its
 * rows say why they were not measured.
 * @param database name of a database of these rows; rows that share one find its read models there.
 */
export async function onEachStore<Name extends string>(
  run: Pick<BenchRun, 'postgres' | 'postgresPlace'>,
  { database, figures }: { readonly database: string; readonly figures: Figures<Name> },
  measure: (on: OnStore<Name>) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const embedded = await measure({
    place: onSqlite,
    about: (name) => ({ row: name, figure: figures[name], store: 'SQLite' }),
    watchServer: () => undefined,
  });
  const about = (name: Name): Figure => ({
    row: postgresRow(name),
    figure: figures[name],
    store: 'PostgreSQL',
  });
  const server = await run.postgres();
  if (!(server instanceof PostgresServer)) {
    const { reason } = server;
    // Object.keys forgets that its keys are those of the object.
    const names = Object.keys(figures) as Name[];
    return [...embedded, ...names.map((name) => ({ ...about(name), reason }))];
  }
  const place = await run.postgresPlace(database, server);
  const scaled = await measure({ place, about, watchServer: () => server.watchMemory() });
  return [...embedded, ...scaled];
}

/** Memory of a measured process, with that of the server it asks. */
export interface HeldMemory {
  /** Undefined where the system does not tell. */
  readonly processMib: number | undefined;
  /** Undefined on SQLite, and where the system does not tell. */
  readonly serverMib: number | undefined;
}

/**
 * The row about memory. The most that each side held is added up, though the two need not have
 * held it at the same moment.
 * @param atMost limit of a process that needs no server.
 */
export function memoryRow<Name extends string>(
  on: OnStore<Name>,
  name: Name,
  { processMib, serverMib }: HeldMemory,
  { atMost, details }: { readonly atMost?: number; readonly details?: Outcome['details'] } = {},
): Row {
  const embedded = on.place.store === 'SQLite';
  if (processMib === undefined || (!embedded && serverMib === undefined)) {
    return { ...on.about(name), reason: 'this system does not tell what other processes hold' };
  }
  const limited = embedded && atMost !== undefined;
  return {
    ...on.about(name),
    unit: 'MiB',
    measured: processMib + (serverMib ?? 0),
    target: limited ? { atMost } : { none: true },
    ...(serverMib === undefined ? {} : { note: bothSides(processMib, serverMib) }),
    details: { ...details, processMib, ...(serverMib === undefined ? {} : { serverMib }) },
  };
}

const bothSides = (processMib: number, serverMib: number): string =>
  `${processMib.toFixed(0)} MiB of the measured process and ${serverMib.toFixed(0)} MiB of all ` +
  'processes of the server, pages that they share counted once';
