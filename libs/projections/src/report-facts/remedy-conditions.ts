import type { RemedySelector } from '@sunledger/annual-report';
import { caseFactTable, noDate } from '@sunledger/persistence';

import { Conditions } from '../sql/conditions';
import { believedAt } from './believed';
import { ofAgencies } from './case-conditions';

/** A selector as SQL over `remedy_fact`; `matchesRemedy` of the annual report says what it means. */
export function remedyConditions(
  selector: RemedySelector,
  position: number | undefined,
): Conditions {
  const { endedFrom, endedThrough } = selector;
  const conditions = believedAt(ofAgencies(new Conditions(), selector.agencies), position)
    .oneOf('kind', selector.kinds)
    .addIf(selector.acceptedFrom, 'accepted_on', '@ >= ?')
    .addIf(selector.openedFrom, 'opened_on', '@ >= ?')
    .addIf(selector.openedThrough, 'opened_on', '@ <= ?')
    .addIf(endedFrom, 'ended_on', '@ >= ?')
    .addIf(endedThrough, 'ended_on', '@ <= ?')
    .addIf(selector.notEndedBefore, 'ended_on', '@ >= ?')
    .addIf(selector.notEndedThrough, 'ended_on', '@ > ?')
    .addIf(selector.notAppealedThrough, 'appealed_on', '@ > ?')
    .oneOf('result', selector.results);
  if (endedFrom !== undefined || endedThrough !== undefined) {
    conditions.add('ended_on', '@ < ?', noDate);
  }
  if (selector.about !== undefined) addRequest(conditions, selector.about, position);
  return conditions;
}

/** Only remedies about a request that was closed in one of these ways, as known at the position. */
function addRequest(
  conditions: Conditions,
  about: NonNullable<RemedySelector['about']>,
  position: number | undefined,
): void {
  const request = believedAt(new Conditions(), position)
    .oneOf('disposal_kind', about.disposalKinds)
    .add('closed_on', '@ >= ? AND @ < ?', about.closedFrom, noDate);
  const where = request.text((column) => `request.${column}`);
  conditions.add(
    'case_id',
    `EXISTS (SELECT 1 FROM ${caseFactTable.name} request ` +
      `WHERE request.case_id = remedy.case_id AND ${where})`,
    ...request.values,
  );
}
