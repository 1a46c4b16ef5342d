import type { Policy } from '@sunledger/policy';

import type { ConsultationThread, DisclosureCase } from './case';
import { closingOf } from './closing';

/** Where a request stands; extension, lateness and carry-over are flags beside it, not states. */
export const caseStatuses = [
  'unknown',
  'arrived',
  'open',
  'awaitingCorrection',
  'awaitingReasons',
  'consulting',
  'awaitingFee',
  'signed',
  'closed',
  'voided',
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export const caseStatusLabels = {
  unknown: '尚无记录',
  arrived: '待确认/待登记',
  open: '办理中',
  awaitingCorrection: '待补正',
  awaitingReasons: '待说明理由',
  consulting: '征求意见中',
  awaitingFee: '待缴费',
  signed: '已签发未送出',
  closed: '已办结',
  voided: '作废',
} as const satisfies Record<CaseStatus, string>;

/** A letter whose answer is still awaited. */
export const isOpenThread = ({ answeredOn, silentOn }: ConsultationThread): boolean =>
  answeredOn === undefined && silentOn === undefined;

/** The correction notice that was sent and neither answered nor lapsed. */
export const awaitedCorrection = (state: DisclosureCase) => {
  const last = state.corrections.at(-1);
  if (last?.dispatchedOn === undefined) return undefined;
  return last.receivedOn === undefined && last.lapsedOn === undefined ? last : undefined;
};

/** The state of a case, derived from its facts. */
export function statusOf(state: DisclosureCase, policy: Policy): CaseStatus {
  if (state.voided !== undefined) return 'voided';
  if (state.registration === undefined) {
    return state.agency === undefined ? 'unknown' : 'arrived';
  }
  if (closingOf(state, policy) !== null) return 'closed';
  if (state.reply !== undefined) return 'signed';
  if (awaitedCorrection(state) !== undefined) return 'awaitingCorrection';
  if (state.reasonsRequestedOn !== undefined && state.reasonsReceivedOn === undefined) {
    return 'awaitingReasons';
  }
  if (state.consultations.some(isOpenThread)) return 'consulting';
  if (state.fee?.noticeDispatchedOn !== undefined && state.fee.paidOn === undefined) {
    return 'awaitingFee';
  }
  return 'open';
}
