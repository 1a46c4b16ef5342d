import type { AgencySet, CaseSelector } from '@sunledger/annual-report';
import { type Dialect, noDate } from '@sunledger/persistence';

import { Conditions } from '../sql/conditions';
import { believedAt } from './believed';

/** Up to so many agencies are looked up one by one; more are found by date and then sifted. */
export const agencyLookupCountMax = 32;

export const ofAgencies = (conditions: Conditions, agencies: AgencySet): Conditions =>
  agencies === 'all' ? conditions : conditions.oneOf('agency', agencies);

/** A selector as SQL over `case_fact`; `matches` of the annual report says what it means. */
export function caseConditions(selector: CaseSelector, position: number | undefined): Conditions {
  const { onTime, leavingOut, closedFrom, closedThrough } = selector;
  const conditions = believedAt(ofAgencies(new Conditions(), selector.agencies), position)
    .addIf(selector.receivedFrom, 'received_on', '@ >= ?')
    .addIf(selector.receivedThrough, 'received_on', '@ <= ?')
    .addIf(closedFrom, 'closed_on', '@ >= ?')
    .addIf(closedThrough, 'closed_on', '@ <= ?')
    .addIf(selector.notClosedBefore, 'closed_on', '@ >= ?')
    .addIf(selector.notClosedThrough, 'closed_on', '@ > ?')
    .oneOf('disposal_kind', selector.disposalKinds)
    .oneOf('applicant_type', selector.applicantTypes)
    .oneOf('channel', selector.channels)
    .addIf(onTime === undefined ? undefined : Number(onTime), 'on_time', '@ = ?')
    .addIf(selector.feeAssessedFrom, 'fee_assessed_on', '@ >= ?')
    .addIf(selector.feeAssessedThrough, 'fee_assessed_on', '@ <= ?')
    .addIf(selector.feePaidFrom, 'fee_paid_on', '@ >= ?')
    .addIf(selector.feePaidThrough, 'fee_paid_on', '@ <= ?');
  if (closedFrom !== undefined || closedThrough !== undefined) {
    conditions.add('closed_on', '@ < ?', noDate);
  }
  if (leavingOut !== undefined && leavingOut.disposalKinds.length > 0) {
    const kinds = leavingOut.disposalKinds.map(() => '?').join(',');
    conditions.add(
      'disposal_kind',
      `NOT (closed_on <= ? AND COALESCE(@, '') IN (${kinds}))`,
      leavingOut.closedThrough,
      ...leavingOut.disposalKinds,
    );
  }
  return conditions;
}

/** The one column that narrows a selection best; the database need not guess. */
const lookedUpBy = (conditions: Conditions, agencies: AgencySet): string => {
  if (agencies !== 'all' && agencies.length <= agencyLookupCountMax) return 'agency';
  const narrow = ['fee_paid_on', 'fee_assessed_on', 'closed_on', 'received_on'];
  return narrow.find((column) => conditions.has(column)) ?? '';
};

/** The `where` of a selection, which points out the index to use. */
export const whereCases = (
  conditions: Conditions,
  agencies: AgencySet,
  dialect: Dialect,
): string => {
  const chosen = lookedUpBy(conditions, agencies);
  const kept = chosen === 'agency' ? ['agency', 'received_on'] : [chosen];
  return conditions.text((column) => (kept.includes(column) ? column : dialect.unindexed(column)));
};
