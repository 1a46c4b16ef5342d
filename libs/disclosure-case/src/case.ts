import type { IsoDate } from '@sunledger/working-days';

import type { RequestEventData } from './events';
import type { Lookup } from './events/fields';
import type { ApplicantType, Channel, DeliveryMethod } from './vocabulary';

/** One 补正 notice and what became of it (条例 art 30). */
export interface CorrectionThread {
  readonly requestedOn: IsoDate;
  readonly correctionDueOn?: IsoDate;
  readonly dispatchedOn?: IsoDate;
  /** Sent after the seventh working day from receipt. */
  readonly late: boolean;
  readonly deliveredOn?: IsoDate;
  readonly receivedOn?: IsoDate;
  readonly lapsedOn?: IsoDate;
}

/** One letter asking a third party or another agency, and its answer (条例 arts 32–34). */
export interface ConsultationThread {
  readonly consultationId: string;
  readonly with: 'thirdParty' | 'agency';
  readonly sentOn: IsoDate;
  readonly deliveredOn?: IsoDate;
  readonly answeredOn?: IsoDate;
  readonly opinion?: 'consent' | 'object';
  /** The day on which the term to answer was found to have run out. */
  readonly silentOn?: IsoDate;
  readonly publicInterestDecidedOn?: IsoDate;
}

/** One attempt at sending the reply. */
export interface ReplyDispatch {
  readonly on: IsoDate;
  readonly method: DeliveryMethod;
  /** It went as mail that has a number and is signed for, so that a proof of delivery comes back. */
  readonly tracked?: true;
}

export interface ReplyRecord extends RequestEventData<'ReplySigned'> {
  readonly signedOn: IsoDate;
  /** How it was sent last. */
  readonly method?: DeliveryMethod;
  /** When it left the office first; a second attempt does not move it. */
  readonly dispatchedOn?: IsoDate;
  /** Every attempt: on which of them the reply counts as given depends on the way and on policy. */
  readonly dispatches?: readonly ReplyDispatch[];
  readonly deliveredOn?: IsoDate;
  readonly failedOn?: IsoDate;
}

export interface FeeRecord extends RequestEventData<'FeeAssessed'> {
  readonly assessedOn: IsoDate;
  readonly noticeDispatchedOn?: IsoDate;
  readonly noticeDeliveredOn?: IsoDate;
  readonly paymentDueOn?: IsoDate;
  readonly paidOn?: IsoDate;
  readonly paidYuan?: number;
}

export interface ExtensionRecord {
  readonly approvedOn: IsoDate;
  readonly workingDays: number;
  readonly notifiedOn?: IsoDate;
}

/** What decisions about one request need to know; screens and reports have folds of their own. */
export interface DisclosureCase {
  readonly agency?: string;
  readonly submittedOn?: IsoDate;
  readonly arrivedOn?: IsoDate;
  readonly confirmedOn?: IsoDate;
  /** Present once registered: everything the register row states. */
  readonly registration?: RequestEventData<'ApplicationRegistered'>;
  readonly receivedOn?: IsoDate;
  readonly applicantType?: ApplicantType;
  readonly channel?: Channel;
  readonly lookup: Lookup;
  /** Which personal data the file holds; never the data themselves. */
  readonly personalFields: readonly string[];
  readonly assignedUnit?: string;
  readonly corrections: readonly CorrectionThread[];
  readonly reasonsRequestedOn?: IsoDate;
  readonly reasonsReceivedOn?: IsoDate;
  readonly reasonablePeriod?: { readonly fixedOn: IsoDate; readonly dueOn: IsoDate };
  readonly consultations: readonly ConsultationThread[];
  readonly extension?: ExtensionRecord;
  readonly fee?: FeeRecord;
  readonly searchCount: number;
  readonly draftedOn?: IsoDate;
  readonly reply?: ReplyRecord;
  readonly withdrawnOn?: IsoDate;
  readonly correctionLapsedOn?: IsoDate;
  readonly feeLapsedOn?: IsoDate;
  readonly archivedOn?: IsoDate;
  readonly voided?: { readonly on: IsoDate; readonly ground: 'duplicate' | 'mistake' };
  /** Years at whose close the request was recorded as still open. */
  readonly carriedOverFrom: readonly number[];
  readonly reAnswerOrderedOn?: IsoDate;
  readonly erasedOn?: IsoDate;
  /** True once any document has left the office. */
  readonly documentSent: boolean;
}

/**
 * Every part is named, present or not: all states then have one hidden shape, which makes copying
 * one in `evolve` about a third cheaper.
 */
export const noCase: DisclosureCase = {
  agency: undefined,
  submittedOn: undefined,
  arrivedOn: undefined,
  confirmedOn: undefined,
  registration: undefined,
  receivedOn: undefined,
  applicantType: undefined,
  channel: undefined,
  lookup: {},
  personalFields: [],
  assignedUnit: undefined,
  corrections: [],
  reasonsRequestedOn: undefined,
  reasonsReceivedOn: undefined,
  reasonablePeriod: undefined,
  consultations: [],
  extension: undefined,
  fee: undefined,
  searchCount: 0,
  draftedOn: undefined,
  reply: undefined,
  withdrawnOn: undefined,
  correctionLapsedOn: undefined,
  feeLapsedOn: undefined,
  archivedOn: undefined,
  voided: undefined,
  carriedOverFrom: [],
  reAnswerOrderedOn: undefined,
  erasedOn: undefined,
  documentSent: false,
};
