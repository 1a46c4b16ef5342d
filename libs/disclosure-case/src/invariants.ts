import type { Policy } from '@sunledger/policy';
import type { IsoDate } from '@sunledger/working-days';

import { type DisclosureCase, noCase } from './case';
import { closingOf } from './closing';
import type { RequestEvent } from './events';
import { evolve } from './evolve';
import { type DatedFact, factsInHand } from './facts-in-hand';

/**
 * What is true of every case whatever was logged in whatever order; the first broken rule in
 * Chinese, or `null`. Checked when a correction rewrites what is known, and by the property tests.
 */
export function brokenInvariant(state: DisclosureCase, policy: Policy): string | null {
  const { registration, receivedOn } = state;
  const inHand = factsInHand(state);
  if (registration === undefined || receivedOn === undefined) {
    const begun = [...inHand, ...endings(state)].some(([, on]) => on !== undefined);
    return begun ? '尚未登记的申请已有办理记录' : null;
  }
  if (registration.registeredOn < receivedOn) return '登记日期早于收到日期';
  for (const [what, on] of [...inHand, ...endings(state)]) {
    if (on !== undefined && on < receivedOn) return `${what}日期 ${on} 早于收到日期 ${receivedOn}`;
  }
  for (const [earlierWhat, earlier, what, later] of orderedPairs(state)) {
    if (later === undefined) continue;
    if (earlier === undefined) return `有${what}而没有${earlierWhat}`;
    if (later < earlier) return `${what}日期 ${later} 早于${earlierWhat}日期 ${earlier}`;
  }
  for (const [end, endedOn] of endings(state)) {
    const later = inHand.find(([, on]) => on !== undefined && on > (endedOn ?? on));
    if (later !== undefined) return `${end}日期 ${endedOn} 早于${later[0]}日期 ${later[1]}`;
  }
  return endFault(state, policy);
}

/** One case has one end, and was not carried over after it. */
function endFault(state: DisclosureCase, policy: Policy): string | null {
  const ends = endings(state).filter(([, on]) => on !== undefined);
  if (state.voided !== undefined && ends.length > 0) return '已作废的登记有办理结果';
  if (ends.length > 1) return '一件申请有两个办理结果';
  const closing = closingOf(state, policy);
  const carried = state.carriedOverFrom.find(
    (year) => closing !== null && closing.on <= `${year}-12-31`,
  );
  return carried === undefined ? null : `${carried} 年已办结的申请又结转到下年度`;
}

const endings = (state: DisclosureCase): readonly DatedFact[] => [
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
  ...corrections.flatMap((thread, at): Pair[] => [
    ['补正告知拟定', thread.requestedOn, '补正告知发出', thread.dispatchedOn],
    ['补正告知发出', thread.dispatchedOn, '补正告知送达', thread.deliveredOn],
    ['补正告知发出', thread.dispatchedOn, '收到补正', thread.receivedOn],
    // A ledger may know of the lapse and not of the notice.
    ...(thread.dispatchedOn === undefined
      ? []
      : ([['补正告知发出', thread.dispatchedOn, '逾期不补正', thread.lapsedOn]] as const)),
    ...(at === 0
      ? []
      : ([
          ['收到补正', corrections[at - 1]?.receivedOn, '再次补正告知', thread.requestedOn],
        ] as const)),
  ]),
  ...consultations.flatMap((thread): Pair[] => [
    ['发函', thread.sentOn, '收函', thread.deliveredOn],
    ['发函', thread.sentOn, '收到意见', thread.answeredOn],
    ['发函', thread.sentOn, '逾期未答复', thread.silentOn],
    ['收到意见', thread.answeredOn, '公共利益公开决定', thread.publicInterestDecidedOn],
  ]),
  ['要求说明理由', state.reasonsRequestedOn, '说明理由', state.reasonsReceivedOn],
  ['要求说明理由', state.reasonsRequestedOn, '确定合理期限', state.reasonablePeriod?.fixedOn],
  ['批准延期', extension?.approvedOn, '告知延期', extension?.notifiedOn],
  ['计收费用', fee?.assessedOn, '收费通知发出', fee?.noticeDispatchedOn],
  ['收费通知发出', fee?.noticeDispatchedOn, '收费通知送达', fee?.noticeDeliveredOn],
  ['收费通知发出', fee?.noticeDispatchedOn, '缴费', fee?.paidOn],
  ['签发答复', reply?.signedOn, '送出答复', reply?.dispatchedOn],
  ['送出答复', reply?.dispatchedOn, '送达', reply?.deliveredOn],
  ['送出答复', reply?.dispatchedOn, '送达失败', reply?.failedOn],
];

/**
 * The first fact of a history that speaks of something that had not happened by its date, in
 * Chinese, or `null`. The fold passes over such a fact; a correction must not make one.
 */
export function orphanedFact(history: readonly RequestEvent[]): string | null {
  let state = noCase;
  for (const event of history) {
    const missing = missingBefore(state, event);
    if (missing !== null) return `${event.occurredOn} 的${missing}`;
    state = evolve(state, event);
  }
  return null;
}

/** What a fact builds on and the state lacks. A lapse from a ledger may stand without a notice. */
function missingBefore(state: DisclosureCase, event: RequestEvent): string | null {
  const needs = (present: boolean, fault: string) => (present ? null : fault);
  const thread = (consultationId: string) =>
    needs(
      state.consultations.some((one) => one.consultationId === consultationId),
      `意见没有征求意见函（${consultationId}）`,
    );
  switch (event.type) {
    case 'CorrectionNoticeDispatched':
    case 'CorrectionNoticeDelivered':
    case 'CorrectionReceived':
    case 'CorrectionDeadlineExtended':
      return needs(state.corrections.length > 0, '补正记录没有补正告知');
    case 'ThirdPartyLetterDelivered':
    case 'ThirdPartyOpinionReceived':
    case 'ThirdPartySilenceElapsed':
    case 'PublicInterestDisclosureDecided':
    case 'ThirdPartyNotified':
    case 'AgencyLetterDelivered':
    case 'AgencyOpinionReceived':
    case 'AgencySilenceElapsed':
      return thread(event.data.consultationId);
    case 'ExtensionNotified':
      return needs(state.extension !== undefined, '延期告知没有延期批准');
    case 'FeeNoticeDispatched':
    case 'FeeNoticeDelivered':
    case 'FeePaid':
      return needs(state.fee !== undefined, '收费记录没有费用计算');
    case 'ReplyDispatched':
    case 'ReplyDelivered':
    case 'DeliveryFailed':
    case 'InformationProvided':
    case 'SupplementaryReplyIssued':
      return needs(state.reply !== undefined, '送出或补充记录没有签发的答复');
    case 'ApplicationSubmitted':
    case 'ApplicationArrived':
    case 'ReceiptConfirmed':
    case 'ApplicationRegistered':
    case 'ReceiptAcknowledged':
    case 'RegistrationVoided':
    case 'CaseAssigned':
    case 'CaseReassigned':
    case 'ApplicantDataCorrected':
    case 'SearchRecorded':
    case 'CorrectionRequested':
    case 'CorrectionLapsed':
    case 'ReasonsRequested':
    case 'ReasonsReceived':
    case 'ReasonablePeriodFixed':
    case 'ThirdPartyConsulted':
    case 'AgencyConsulted':
    case 'ExtensionApproved':
    case 'FeeAssessed':
    case 'FeeLapsed':
    case 'ReplyDrafted':
    case 'ReplyReviewed':
    case 'ReplySigned':
    case 'ApplicationWithdrawn':
    case 'CaseArchived':
    case 'CarriedOver':
    case 'ReAnswerOrdered':
    case 'FactCorrected':
    case 'PersonalDataErased':
      return null;
  }
}
