import type { Dialect } from '@sunledger/persistence';

import { agencyLookupCountMax } from '../report-facts/case-conditions';
import type { Conditions } from '../sql/conditions';
import { keysOf } from '../sql/cursor';

/** Adds where a page goes on; `after` is the cursor of the page before. @throws CursorInvalid */
export function goOnAfter(conditions: Conditions, after: string | undefined): void {
  if (after === undefined) return;
  const keys = keysOf(after, 4);
  conditions.add('due_on', '(@, due.case_id, due.kind, due.reference) > (?, ?, ?, ?)', ...keys);
}

/** The conditions on `due`, so that the rows are looked up by agency where these are few. */
export function whereDue(
  conditions: Conditions,
  agencies: readonly string[] | undefined,
  dialect: Dialect,
): string {
  const fewAgencies = (agencies?.length ?? Infinity) <= agencyLookupCountMax;
  const lookedUp = fewAgencies ? ['agency', 'due_on'] : ['due_on'];
  return conditions.text((column) =>
    lookedUp.includes(column) ? `due.${column}` : dialect.unindexed(`due.${column}`),
  );
}
