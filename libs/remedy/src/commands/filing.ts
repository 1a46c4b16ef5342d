import type { IsoDate } from '@sunledger/working-days';

import { type Condition, must, type RemedyFacts } from './command';

/** What every filing needs: a request that exists, is not voided, and came before. */
export function requestConditions(
  { caseId, on }: { readonly caseId: string; readonly on: IsoDate },
  { request }: RemedyFacts,
): readonly Condition[] {
  const known = request?.caseId === caseId ? request : undefined;
  const receivedOn = known?.receivedOn;
  return [
    must(known !== undefined, 'request-unknown', { caseId }),
    must(known?.voided !== true, 'request-voided', { caseId }),
    must(receivedOn === undefined || on >= receivedOn, 'filed-before-receipt', { on, receivedOn }),
  ];
}
