import type { IsoDate } from '@sunledger/working-days';

import type { ConsultationThread, CorrectionThread, DisclosureCase } from '../case';

/** The few facts the clock needs; a whole case is never handed to it. */
export interface ClockFacts {
  readonly receivedOn: IsoDate;
  readonly corrections: readonly Pick<
    CorrectionThread,
    'dispatchedOn' | 'late' | 'receivedOn' | 'lapsedOn'
  >[];
  readonly consultations: readonly Pick<
    ConsultationThread,
    'sentOn' | 'deliveredOn' | 'answeredOn' | 'silentOn'
  >[];
  readonly extension?: { readonly notifiedOn: IsoDate; readonly workingDays: number };
  readonly paidOn?: IsoDate;
  readonly feeNoticeSentOn?: IsoDate;
  readonly reasonsRequestedOn?: IsoDate;
  readonly reasonsReceivedOn?: IsoDate;
  readonly reasonablePeriod?: { readonly fixedOn: IsoDate; readonly dueOn: IsoDate };
}

/** What the clock needs of a registered case; `null` before registration. */
export function clockFactsOf(state: DisclosureCase): ClockFacts | null {
  if (state.receivedOn === undefined) return null;
  const { extension, fee, reasonablePeriod } = state;
  return {
    receivedOn: state.receivedOn,
    corrections: state.corrections,
    consultations: state.consultations.map((thread) => asHeardBeforeReply(thread, state)),
    ...(extension?.notifiedOn === undefined
      ? {}
      : { extension: { notifiedOn: extension.notifiedOn, workingDays: extension.workingDays } }),
    paidOn: fee?.paidOn,
    feeNoticeSentOn: fee?.noticeDispatchedOn,
    reasonsRequestedOn: state.reasonsRequestedOn,
    reasonsReceivedOn: state.reasonsReceivedOn,
    ...(reasonablePeriod === undefined ? {} : { reasonablePeriod }),
  };
}

/**
 * An opinion that came after the reply was signed was not waited for, and stops no clock: the term
 * to answer ran out, or did not matter (条例 arts 32, 34).
 */
function asHeardBeforeReply(
  { answeredOn, ...thread }: ConsultationThread,
  { reply }: DisclosureCase,
): ConsultationThread {
  const heard = answeredOn !== undefined && (reply === undefined || answeredOn <= reply.signedOn);
  return heard ? { ...thread, answeredOn } : thread;
}
