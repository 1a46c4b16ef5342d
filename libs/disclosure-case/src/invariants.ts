import type { Policy } from '@sunledger/policy';
import type { IsoDate } from '@sunledger/working-days';

import type { DisclosureCase } from './case';
import { closingOf } from './closing';

/**
 * What is true of every case whatever was logged in whatever order; the first broken rule in
 * Chinese, or `null`. Checked when a correction rewrites what is known, and by the property tests.
 */
export function brokenInvariant(state: DisclosureCase, policy: Policy): string | null {
  const { registration, receivedOn, reply } = state;
  if (registration === undefined || receivedOn === undefined) {
    return hasProceedings(state) ? '尚未登记的申请已有办理记录' : null;
  }
  if (registration.registeredOn < receivedOn) return '登记日期早于收到日期';
  for (const [what, on] of datedFacts(state)) {
    if (on !== undefined && on < receivedOn) return `${what}日期 ${on} 早于收到日期 ${receivedOn}`;
  }
  for (const [earlierWhat, earlier, what, later] of orderedPairs(state)) {
    if (later === undefined) continue;
    if (earlier === undefined) return `有${what}而没有${earlierWhat}`;
    if (later < earlier) return `${what}日期 ${later} 早于${earlierWhat}日期 ${earlier}`;
  }
  if (state.voided !== undefined && reply !== undefined) return '已作废的登记有答复';
  const ends = [reply, state.withdrawnOn, state.correctionLapsedOn, state.feeLapsedOn].filter(
    (end) => end !== undefined,
  );
  if (ends.length > 1) return '一件申请有两个办理结果';
  const closing = closingOf(state, policy);
  const carried = state.carriedOverFrom.find(
    (year) => closing !== null && closing.on <= `${year}-12-31`,
  );
  if (carried !== undefined) return `${carried} 年已办结的申请又结转到下年度`;
  return null;
}

const hasProceedings = (state: DisclosureCase): boolean =>
  state.reply !== undefined || state.corrections.length > 0 || state.consultations.length > 0;

type Dated = readonly [what: string, on: IsoDate | undefined];

const datedFacts = (state: DisclosureCase): readonly Dated[] => [
  ...state.corrections.map(({ requestedOn }): Dated => ['补正告知', requestedOn]),
  ...state.consultations.map(({ sentOn }): Dated => ['征求意见', sentOn]),
  ['要求说明理由', state.reasonsRequestedOn],
  ['延期', state.extension?.approvedOn],
  ['计收费用', state.fee?.assessedOn],
  ['签发答复', state.reply?.signedOn],
  ['撤回', state.withdrawnOn],
  ['逾期不补正', state.correctionLapsedOn],
  ['逾期未缴费', state.feeLapsedOn],
];

type Pair = readonly [
  earlierWhat: string,
  earlier: IsoDate | undefined,
  what: string,
  later: IsoDate | undefined,
];

const orderedPairs = ({
  corrections,
  consultations,
  reply,
  fee,
  extension,
  ...state
}: DisclosureCase): readonly Pair[] => [
  ...corrections.flatMap(({ requestedOn, dispatchedOn, receivedOn }): Pair[] => [
    ['补正告知拟定', requestedOn, '补正告知发出', dispatchedOn],
    ['补正告知发出', dispatchedOn, '收到补正', receivedOn],
  ]),
  ...consultations.flatMap(({ sentOn, answeredOn }): Pair[] => [
    ['发函', sentOn, '收到意见', answeredOn],
  ]),
  ['要求说明理由', state.reasonsRequestedOn, '说明理由', state.reasonsReceivedOn],
  ['批准延期', extension?.approvedOn, '告知延期', extension?.notifiedOn],
  ['收费通知发出', fee?.noticeDispatchedOn, '缴费', fee?.paidOn],
  ['签发答复', reply?.signedOn, '送出答复', reply?.dispatchedOn],
  ['送出答复', reply?.dispatchedOn, '送达', reply?.deliveredOn],
];
