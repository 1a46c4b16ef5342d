import type { IsoDate } from '@sunledger/working-days';

import type { DisclosureCase } from './case';

/** What happened, in Chinese, and on which day; `undefined` while it has not. */
export type DatedFact = readonly [what: string, on: IsoDate | undefined];

/**
 * The facts that belong before a reply or another end: none of them can still happen after it. An
 * opinion that comes after a refusal was signed is no such fact.
 */
export const factsInHand = (state: DisclosureCase): readonly DatedFact[] => [
  ...state.corrections.flatMap(({ requestedOn, dispatchedOn, receivedOn }): DatedFact[] => [
    ['补正告知拟定', requestedOn],
    ['补正告知发出', dispatchedOn],
    ['收到补正', receivedOn],
  ]),
  ...state.consultations.map(({ sentOn }): DatedFact => ['征求意见发函', sentOn]),
  ['要求说明理由', state.reasonsRequestedOn],
  ['收到理由说明', state.reasonsReceivedOn],
  ['确定合理期限', state.reasonablePeriod?.fixedOn],
  ['批准延期', state.extension?.approvedOn],
  ['告知延期', state.extension?.notifiedOn],
  ['计收费用', state.fee?.assessedOn],
  ['收费通知发出', state.fee?.noticeDispatchedOn],
  ['缴费', state.fee?.paidOn],
];
