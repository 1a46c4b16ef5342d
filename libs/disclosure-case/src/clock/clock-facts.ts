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
    consultations: state.consultations,
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
