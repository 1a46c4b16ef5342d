import { type StoredEvent, verifyLog } from '@sunledger/event-store';
import { caseListTable } from '@sunledger/persistence';
import type { RowDifference, TableComparison } from '@sunledger/projections';
import type { OpenOffice } from '@sunledger/wiring';

import { agency, type Clerks } from './clerks';

/** What is wrong after a fault; a whole system has nothing but zeros and `holds`. */
export interface Proof {
  /** Acknowledged and not in the log, or in the log and not in the tables. */
  readonly lost: number;
  /** More than once in the log, unexpected in the tables, or a serial number given twice. */
  readonly doubled: number;
  /** Rows that are not as the log says. */
  readonly different: number;
  /** Serial numbers that nobody was given. */
  readonly gaps: number;
  /** Whether the chain of the log is whole. */
  readonly holds: boolean;
  /** Events that the tables are behind the log. */
  readonly lag: number;
}

export const nothingWrong: Proof = {
  ...{ lost: 0, doubled: 0, different: 0, gaps: 0 },
  ...{ holds: true, lag: 0 },
};

const eventCountMax = 1_000_000;
const year = 2025;

/** Compares what clerks were told with the log, and the log with the tables that serve. */
export async function proofOf(open: OpenOffice, clerks: Clerks): Promise<Proof> {
  const { office, readModels, log } = open;
  const { store, now } = office.parts;
  const logged = await store.readAll(0, {
    max: eventCountMax,
    streamPrefixes: ['request-', 'register-'],
  });
  const { tables } = await readModels.compare();
  const listed = tables.find(({ table }) => table === caseListTable.name)?.rows ?? 0;
  // Built by the same code on both sides, tables could be wrong alike: rows are counted as well.
  const found = [
    ...eachOnce(
      [...clerks.registered].map(([caseId, serialNumber]) => `${caseId} ${serialNumber}`),
      registrationsOf(logged),
    ),
    ...eachOnce(clerks.withdrawn, streamsOf(logged, 'ApplicationWithdrawn')),
    ...eachOnce(clerks.registered.values(), numbersOf(logged)),
    clerks.registered.size - listed,
    ...rowsOf(tables, 'missing').map(() => 1),
    ...rowsOf(tables, 'unexpected').map(() => -1),
  ];
  return {
    lost: sum(found.filter((count) => count > 0)),
    doubled: sum(found.filter((count) => count < 0).map(Math.abs)),
    different: sum(tables.map(({ differences }) => differences)),
    gaps: (await readModels.serialNumbers.gaps(agency, year)).length,
    holds: (await verifyLog(log.logReader())).holds,
    lag: (await readModels.lag(now())).events,
  };
}

const sum = (counts: readonly number[]): number =>
  counts.reduce((total, count) => total + count, 0);

/** For each thing told or logged, how often it was told more than it stands in the log. */
function eachOnce(told: Iterable<string>, logged: readonly string[]): readonly number[] {
  const counts = new Map<string, number>();
  for (const one of told) counts.set(one, (counts.get(one) ?? 0) + 1);
  for (const one of logged) counts.set(one, (counts.get(one) ?? 0) - 1);
  return [...counts.values()];
}

const ofType = (logged: readonly StoredEvent[], type: string): readonly StoredEvent[] =>
  logged.filter((event) => event.type === type);

/** The events of these types hold one, as their schemas say. */
const numberOf = ({ data }: StoredEvent): string =>
  (data as { readonly serialNumber: string }).serialNumber;

const caseOf = ({ stream }: StoredEvent): string => stream.slice('request-'.length);

const registrationsOf = (logged: readonly StoredEvent[]): readonly string[] =>
  ofType(logged, 'ApplicationRegistered').map((event) => `${caseOf(event)} ${numberOf(event)}`);

const streamsOf = (logged: readonly StoredEvent[], type: string): readonly string[] =>
  ofType(logged, type).map(caseOf);

const numbersOf = (logged: readonly StoredEvent[]): readonly string[] =>
  ofType(logged, 'SerialNumberAssigned').map(numberOf);

/** The rows that differ in this way, as far as the comparison names them. */
const rowsOf = (tables: readonly TableComparison[], kind: RowDifference['kind']) =>
  tables.flatMap(({ examples }) => examples.filter((example) => example.kind === kind));
