import type { CaseStatus } from '@sunledger/disclosure-case';
import { caseListTable, type ReadModelDatabase, serialNumberTable } from '@sunledger/persistence';

import type { AgencyScope } from '../sql/agency-scope';
import { Conditions } from '../sql/conditions';

/** A serial number and what became of it. */
export interface SerialNumberEntry {
  readonly agency: string;
  readonly year: number;
  readonly serialNumber: string;
  /** Place in the sequence; null for a number that does not follow the office's pattern. */
  readonly ordinal: number | null;
  readonly caseId: string;
  /** Null when the request was numbered and not registered. */
  readonly status: CaseStatus | null;
  /** The number stays with a voided registration (号可说明). */
  readonly voided: boolean;
}

/** A run of places in the sequence that nobody was given, first and last included. */
export interface SerialNumberGap {
  readonly from: number;
  readonly through: number;
}

interface SerialNumberRow {
  readonly agency: string;
  readonly year: number;
  readonly serial_number: string;
  readonly ordinal: number | null;
  readonly case_id: string;
  readonly status: CaseStatus | null;
  readonly voided: number | null;
}

type Database = Pick<ReadModelDatabase, 'read'>;

async function entriesWhere(
  database: Database,
  conditions: Conditions,
): Promise<readonly SerialNumberEntry[]> {
  const rows = await database.read<SerialNumberRow>(
    'SELECT given.agency, given.year, given.serial_number, given.ordinal, given.case_id, ' +
      `entry.status, entry.voided FROM ${serialNumberTable.name} given ` +
      `LEFT JOIN ${caseListTable.name} entry ON entry.case_id = given.case_id ` +
      `WHERE ${conditions.text((column) => `given.${column}`)} ` +
      'ORDER BY given.agency, given.year, given.ordinal, given.serial_number',
    conditions.values,
  );
  return rows.map((row) => ({
    agency: row.agency,
    year: row.year,
    serialNumber: row.serial_number,
    ordinal: row.ordinal,
    caseId: row.case_id,
    status: row.status,
    voided: row.voided === 1,
  }));
}

/** The register of one agency and year in the order of its numbers, voided ones kept. */
export const serialNumbersOf = (
  database: Database,
  agency: string,
  year: number,
): Promise<readonly SerialNumberEntry[]> =>
  entriesWhere(
    database,
    new Conditions().add('agency', '@ = ?', agency).add('year', '@ = ?', year),
  );

/** Who has a number; several entries where agencies share a pattern and none is named. */
export const findSerialNumber = (
  database: Database,
  serialNumber: string,
  agency?: string,
  { agencies }: AgencyScope = {},
): Promise<readonly SerialNumberEntry[]> =>
  entriesWhere(
    database,
    new Conditions()
      .add('serial_number', '@ = ?', serialNumber)
      .addIf(agency, 'agency', '@ = ?')
      .oneOf('agency', agencies),
  );

/** The places in the sequence of a register that nobody was given, up to its last number. */
export function serialNumberGaps(
  register: readonly Pick<SerialNumberEntry, 'ordinal'>[],
): readonly SerialNumberGap[] {
  const ordinals = register
    .flatMap(({ ordinal }) => (ordinal === null ? [] : [ordinal]))
    .sort((one, other) => one - other);
  const gaps: SerialNumberGap[] = [];
  let before = 0;
  for (const ordinal of ordinals) {
    if (ordinal > before + 1) gaps.push({ from: before + 1, through: ordinal - 1 });
    before = ordinal;
  }
  return gaps;
}
