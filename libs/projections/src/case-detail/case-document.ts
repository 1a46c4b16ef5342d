import type { DisclosureCase } from '@sunledger/disclosure-case';
import type { RowValues } from '@sunledger/persistence';

import type { CaseHistory } from '../case/case-history';

/** A folded case without personal data: neither sealed texts nor the hashes that lead to people. */
export type CaseDocument = Omit<DisclosureCase, 'registration' | 'lookup'> & {
  readonly registration?: Omit<NonNullable<DisclosureCase['registration']>, 'personal' | 'lookup'>;
};

export function caseDocumentOf(state: DisclosureCase): CaseDocument {
  const { registration, lookup: _hashes, ...rest } = state;
  if (registration === undefined) return rest;
  const { personal: _sealed, lookup: _registered, ...registered } = registration;
  return { ...rest, registration: registered };
}

/** In the order of the columns of `case_detail`. */
export const caseDetailRow = (history: CaseHistory): RowValues => [
  history.caseId,
  JSON.stringify(caseDocumentOf(history.state)),
  history.revision,
  history.position,
  history.recordedAt,
];
