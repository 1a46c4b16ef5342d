import type { Agency } from '@sunledger/agency-register';
import { agencyTable, type ReadModelDatabase } from '@sunledger/persistence';

type Database = Pick<ReadModelDatabase, 'read'>;

/** An agency, closed ones included, with its place in the tree. */
export interface AgencyEntry {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  /** `/root/…/code/`. */
  readonly path: string;
  readonly agency: Agency;
}

interface AgencyRow {
  readonly path: string;
  readonly document: string;
}

const entryFrom = ({ path, document }: AgencyRow): AgencyEntry => {
  // The row was written from an Agency.
  const agency = JSON.parse(document) as Agency;
  return { code: agency.code, name: agency.name, parent: agency.parent, path, agency };
};

/** Follows `/` in the order of characters: everything below a path lies before it. */
const afterSlash = '0';

/** Every agency, by code. */
export const allAgencies = async (database: Database): Promise<readonly AgencyEntry[]> =>
  (
    await database.read<AgencyRow>(`SELECT path, document FROM ${agencyTable.name} ORDER BY code`)
  ).map(entryFrom);

/** One agency; undefined when the code is not known. */
export const agencyOf = async (
  database: Database,
  code: string,
): Promise<AgencyEntry | undefined> => {
  const [row] = await database.read<AgencyRow>(
    `SELECT path, document FROM ${agencyTable.name} WHERE code = ?`,
    [code],
  );
  return row === undefined ? undefined : entryFrom(row);
};

/** The codes of an agency and all below it, itself first; empty for an unknown code. */
export const agencySubtree = async (
  database: Database,
  code: string,
): Promise<readonly string[]> => {
  const [top] = await database.read<{ path: string }>(
    `SELECT path FROM ${agencyTable.name} WHERE code = ?`,
    [code],
  );
  if (top === undefined) return [];
  const rows = await database.read<{ code: string }>(
    `SELECT code FROM ${agencyTable.name} WHERE path >= ? AND path < ? ORDER BY path, code`,
    [top.path, top.path.slice(0, -1) + afterSlash],
  );
  return rows.map((row) => row.code);
};
