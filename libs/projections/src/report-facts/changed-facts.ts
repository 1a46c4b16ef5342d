import type { CaseFact } from '@sunledger/annual-report';
import { caseFactTable, type ReadModelDatabase, stillBelieved } from '@sunledger/persistence';

import { caseFactColumns, caseFactFrom, type CaseFactRow } from './fact-rows';

/** The requests whose facts changed after a position: as believed then, and as believed now. */
export interface ChangedFacts {
  /** Without those that were not known, or did not count, then. */
  readonly before: readonly CaseFact[];
  /** Without those that do not count any more (voided, or moved to another agency). */
  readonly now: readonly CaseFact[];
}

type BelievedRow = CaseFactRow & {
  readonly position_from: number | string;
  readonly position_to: number | string;
};

/**
 * What changed for some agencies since a log position, for the differences between a frozen report
 * and the present one.
 */
export async function changedCaseFacts(
  database: Pick<ReadModelDatabase, 'read'>,
  agencies: readonly string[],
  since: number,
): Promise<ChangedFacts> {
  if (agencies.length === 0) return { before: [], now: [] };
  const rows = await database.read<BelievedRow>(
    `SELECT ${caseFactColumns}, position_from, position_to FROM ${caseFactTable.name} ` +
      `WHERE agency IN (${agencies.map(() => '?').join(',')}) AND position_to > ? ` +
      'AND (position_from > ? OR position_to < ?) ORDER BY received_on, case_id',
    [...agencies, since, since, stillBelieved],
  );
  return {
    before: rows.filter((row) => Number(row.position_from) <= since).map(caseFactFrom),
    now: rows.filter((row) => Number(row.position_to) === stillBelieved).map(caseFactFrom),
  };
}
