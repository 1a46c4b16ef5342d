import { createRequire } from 'node:module';

import type BetterSqlite3 from 'better-sqlite3';

import type { SqliteDriver } from './connection';
import { SqliteDriverMissing } from './faults';

type NodeSqlite = typeof import('node:sqlite');

export type LoadedDriver =
  | { readonly driver: 'better-sqlite3'; readonly module: typeof BetterSqlite3 }
  | { readonly driver: 'node:sqlite'; readonly module: NodeSqlite };

/** Forces one driver, for tests and for the careful: `better-sqlite3` or `node:sqlite`. */
const driverVariable = 'SUNLEDGER_SQLITE_DRIVER';

const requireOptional = createRequire(__filename);

const loadNodeSqlite = (): LoadedDriver | undefined => {
  // Undefined where node:sqlite is missing or behind a flag; never prints, never throws.
  const module = process.getBuiltinModule('node:sqlite') as NodeSqlite | undefined;
  if (module === undefined) return undefined;
  // The first releases lack what TypeORM's driver asks for (is this statement a query?).
  if (!('columns' in module.StatementSync.prototype)) return undefined;
  return { driver: 'node:sqlite', module };
};

const loadBetterSqlite3 = (wanted: SqliteDriver | 'any'): LoadedDriver => {
  try {
    const module = requireOptional('better-sqlite3') as typeof BetterSqlite3;
    // The package loads even when its compiled part does not fit this Node; opening tells.
    new module(':memory:').close();
    return { driver: 'better-sqlite3', module };
  } catch (error) {
    throw new SqliteDriverMissing(wanted, { cause: error });
  }
};

const choose = (wanted: string | undefined): LoadedDriver => {
  if (wanted === undefined || wanted === '') return loadNodeSqlite() ?? loadBetterSqlite3('any');
  if (wanted === 'better-sqlite3') return loadBetterSqlite3(wanted);
  if (wanted !== 'node:sqlite') {
    throw new Error(`${driverVariable} is ${wanted}; it may be better-sqlite3 or node:sqlite`);
  }
  const loaded = loadNodeSqlite();
  if (loaded === undefined) throw new SqliteDriverMissing(wanted);
  return loaded;
};

const loaded = new Map<string | undefined, LoadedDriver>();

/**
 * The driver to use: node:sqlite where this Node has it without a flag, otherwise better-sqlite3.
 * @throws SqliteDriverMissing
 */
export const loadDriver = (): LoadedDriver => {
  const wanted = process.env[driverVariable];
  const known = loaded.get(wanted);
  if (known !== undefined) return known;
  const chosen = choose(wanted);
  loaded.set(wanted, chosen);
  return chosen;
};
