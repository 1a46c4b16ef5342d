import type { DisclosureCase } from '@sunledger/disclosure-case';
import type { RowValues } from '@sunledger/persistence';

import type { CaseHistory } from '../case/case-history';

/** A folded case without personal data: neither sealed texts nor the hashes that lead to people. */
export type CaseDocument = Omit<DisclosureCase, 'registration' | 'lookup'> & {
  readonly registration?: Omit<NonNullable<DisclosureCase['registration']>, 'personal' | 'lookup'>;
};

/** JSON leaves out what is undefined; leaving a part out otherwise takes three times as long. */
const documentText = (state: DisclosureCase): string => {
  const { registration } = state;
  const document = {
    ...state,
    lookup: undefined,
    registration: registration && { ...registration, personal: undefined, lookup: undefined },
  };
  return JSON.stringify(document satisfies { [Part in keyof CaseDocument]: unknown });
};

/** In the order of the columns of `case_detail`. */
export const caseDetailRow = (history: CaseHistory): RowValues => [
  history.caseId,
  documentText(history.state),
  history.revision,
  history.position,
  history.recordedAt,
];
