import type { IsoDate } from '@sunledger/working-days';

import type { RequestEvent, RequestEventData } from './events';
import type { Lookup } from './events/fields';
import { type LoggedRequestEvent, knownHistory } from './history';
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

export interface ReplyRecord extends RequestEventData<'ReplySigned'> {
  readonly signedOn: IsoDate;
  readonly method?: DeliveryMethod;
  /** First posting or sending; a second attempt does not move it. */
  readonly dispatchedOn?: IsoDate;
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

export const noCase: DisclosureCase = {
  lookup: {},
  personalFields: [],
  corrections: [],
  consultations: [],
  searchCount: 0,
  carriedOverFrom: [],
  documentSent: false,
};

/** The state after one more fact. Total: no stored fact can make it fail. */
export function evolve(state: DisclosureCase, event: RequestEvent): DisclosureCase {
  const on = event.occurredOn;
  switch (event.type) {
    case 'ApplicationSubmitted':
      return { ...state, agency: event.data.agency, channel: event.data.channel, submittedOn: on };
    case 'ApplicationArrived':
      return { ...state, agency: event.data.agency, channel: event.data.channel, arrivedOn: on };
    case 'ReceiptConfirmed':
      return { ...state, confirmedOn: on };
    case 'ApplicationRegistered':
      return {
        ...state,
        agency: event.data.agency,
        registration: event.data,
        receivedOn: on,
        channel: event.data.channel,
        applicantType: event.data.applicantType,
        lookup: event.data.lookup,
        personalFields: event.data.personal?.fields ?? [],
      };
    case 'ReceiptAcknowledged':
      return { ...state, documentSent: true };
    case 'RegistrationVoided':
      return { ...state, voided: { on, ground: event.data.ground } };
    case 'CaseAssigned':
      return event.data.part === 'lead' ? { ...state, assignedUnit: event.data.unit } : state;
    case 'CaseReassigned':
      return { ...state, assignedUnit: event.data.to };
    case 'ApplicantDataCorrected':
      return {
        ...state,
        applicantType: event.data.applicantType ?? state.applicantType,
        lookup: { ...state.lookup, ...event.data.lookup },
        personalFields: [...state.personalFields, ...(event.data.personal?.fields ?? [])],
      };
    case 'SearchRecorded':
      return { ...state, searchCount: state.searchCount + 1 };
    case 'CorrectionRequested':
    case 'CorrectionNoticeDispatched':
    case 'CorrectionNoticeDelivered':
    case 'CorrectionReceived':
    case 'CorrectionDeadlineExtended':
    case 'CorrectionLapsed':
      return evolveCorrection(state, event);
    case 'ReasonsRequested':
      return { ...state, reasonsRequestedOn: on };
    case 'ReasonsReceived':
      return { ...state, reasonsReceivedOn: on };
    case 'ReasonablePeriodFixed':
      return { ...state, reasonablePeriod: { fixedOn: on, dueOn: event.data.dueOn } };
    case 'ThirdPartyConsulted':
    case 'ThirdPartyLetterDelivered':
    case 'ThirdPartyOpinionReceived':
    case 'ThirdPartySilenceElapsed':
    case 'PublicInterestDisclosureDecided':
    case 'ThirdPartyNotified':
    case 'AgencyConsulted':
    case 'AgencyLetterDelivered':
    case 'AgencyOpinionReceived':
    case 'AgencySilenceElapsed':
      return evolveConsultation(state, event);
    case 'ExtensionApproved':
      return { ...state, extension: { approvedOn: on, workingDays: event.data.workingDays } };
    case 'ExtensionNotified':
      return state.extension === undefined
        ? state
        : { ...state, documentSent: true, extension: { ...state.extension, notifiedOn: on } };
    case 'FeeAssessed':
    case 'FeeNoticeDispatched':
    case 'FeeNoticeDelivered':
    case 'FeePaid':
    case 'FeeLapsed':
      return evolveFee(state, event);
    case 'ReplyDrafted':
      return { ...state, draftedOn: on };
    case 'ReplyReviewed':
    case 'InformationProvided':
    case 'SupplementaryReplyIssued':
      return state;
    case 'ReplySigned':
      return { ...state, reply: { ...event.data, signedOn: on } };
    case 'ReplyDispatched':
    case 'ReplyDelivered':
    case 'DeliveryFailed':
      return evolveDelivery(state, event);
    case 'ApplicationWithdrawn':
      return { ...state, withdrawnOn: on };
    case 'CaseArchived':
      return { ...state, archivedOn: on };
    case 'CarriedOver':
      return { ...state, carriedOverFrom: [...state.carriedOverFrom, event.data.fromYear] };
    case 'ReAnswerOrdered':
      return { ...state, reAnswerOrderedOn: on };
    case 'FactCorrected':
      // Applied to the corrected fact by `knownHistory`, before the fold.
      return state;
    case 'PersonalDataErased':
      return { ...state, erasedOn: on };
  }
}

type EventOf<Names extends RequestEvent['type']> = Extract<RequestEvent, { type: Names }>;

function evolveCorrection(
  state: DisclosureCase,
  event: EventOf<
    | 'CorrectionRequested'
    | 'CorrectionNoticeDispatched'
    | 'CorrectionNoticeDelivered'
    | 'CorrectionReceived'
    | 'CorrectionDeadlineExtended'
    | 'CorrectionLapsed'
  >,
): DisclosureCase {
  const on = event.occurredOn;
  const onLast = (change: Partial<CorrectionThread>): DisclosureCase => {
    const last = state.corrections.at(-1);
    return last === undefined
      ? state
      : { ...state, corrections: [...state.corrections.slice(0, -1), { ...last, ...change }] };
  };
  switch (event.type) {
    case 'CorrectionRequested': {
      const { correctionDueOn } = event.data;
      const thread: CorrectionThread = {
        requestedOn: on,
        late: false,
        ...(correctionDueOn === undefined ? {} : { correctionDueOn }),
      };
      return { ...state, corrections: [...state.corrections, thread] };
    }
    case 'CorrectionNoticeDispatched':
      return { ...onLast({ dispatchedOn: on, late: event.data.late }), documentSent: true };
    case 'CorrectionNoticeDelivered':
      return onLast({ deliveredOn: on });
    case 'CorrectionReceived':
      return onLast({ receivedOn: on });
    case 'CorrectionDeadlineExtended':
      return onLast({ correctionDueOn: event.data.correctionDueOn });
    case 'CorrectionLapsed':
      return { ...onLast({ lapsedOn: on }), correctionLapsedOn: on };
  }
}

function evolveConsultation(
  state: DisclosureCase,
  event: EventOf<
    | 'ThirdPartyConsulted'
    | 'ThirdPartyLetterDelivered'
    | 'ThirdPartyOpinionReceived'
    | 'ThirdPartySilenceElapsed'
    | 'PublicInterestDisclosureDecided'
    | 'ThirdPartyNotified'
    | 'AgencyConsulted'
    | 'AgencyLetterDelivered'
    | 'AgencyOpinionReceived'
    | 'AgencySilenceElapsed'
  >,
): DisclosureCase {
  const on = event.occurredOn;
  const { consultationId } = event.data;
  const opened = (thread: Pick<ConsultationThread, 'with'>): DisclosureCase => ({
    ...state,
    documentSent: true,
    consultations: [...state.consultations, { consultationId, sentOn: on, ...thread }],
  });
  const changed = (change: Partial<ConsultationThread>): DisclosureCase => ({
    ...state,
    consultations: state.consultations.map((thread) =>
      thread.consultationId === consultationId ? { ...thread, ...change } : thread,
    ),
  });
  switch (event.type) {
    case 'ThirdPartyConsulted':
      return opened({ with: 'thirdParty' });
    case 'AgencyConsulted':
      return opened({ with: 'agency' });
    case 'ThirdPartyLetterDelivered':
    case 'AgencyLetterDelivered':
      return changed({ deliveredOn: on });
    case 'ThirdPartyOpinionReceived':
    case 'AgencyOpinionReceived': {
      const { opinion } = event.data;
      return changed({ answeredOn: on, ...(opinion === undefined ? {} : { opinion }) });
    }
    case 'ThirdPartySilenceElapsed':
      // Silence of a third party is no consent: the agency decides for itself (art 32).
      return changed({ silentOn: on });
    case 'AgencySilenceElapsed':
      // Silence of a co-maker is consent to disclose (art 34).
      return changed({ silentOn: on, opinion: 'consent' });
    case 'PublicInterestDisclosureDecided':
      return changed({ publicInterestDecidedOn: on });
    case 'ThirdPartyNotified':
      return state;
  }
}

function evolveFee(
  state: DisclosureCase,
  event: EventOf<
    'FeeAssessed' | 'FeeNoticeDispatched' | 'FeeNoticeDelivered' | 'FeePaid' | 'FeeLapsed'
  >,
): DisclosureCase {
  const on = event.occurredOn;
  const changed = (change: Partial<FeeRecord>): DisclosureCase =>
    state.fee === undefined ? state : { ...state, fee: { ...state.fee, ...change } };
  switch (event.type) {
    case 'FeeAssessed':
      return { ...state, fee: { ...event.data, assessedOn: on } };
    case 'FeeNoticeDispatched':
      return { ...changed({ noticeDispatchedOn: on }), documentSent: true };
    case 'FeeNoticeDelivered':
      return changed({ noticeDeliveredOn: on, paymentDueOn: event.data.paymentDueOn });
    case 'FeePaid':
      return changed({ paidOn: on, paidYuan: event.data.amountYuan });
    case 'FeeLapsed':
      return { ...state, feeLapsedOn: on };
  }
}

function evolveDelivery(
  state: DisclosureCase,
  event: EventOf<'ReplyDispatched' | 'ReplyDelivered' | 'DeliveryFailed'>,
): DisclosureCase {
  const { reply } = state;
  if (reply === undefined) return state;
  const on = event.occurredOn;
  switch (event.type) {
    case 'ReplyDispatched': {
      const sent = { method: event.data.method, dispatchedOn: reply.dispatchedOn ?? on };
      const { failedOn: _retried, ...kept } = reply;
      return { ...state, documentSent: true, reply: { ...kept, ...sent } };
    }
    case 'ReplyDelivered':
      return { ...state, documentSent: true, reply: { ...reply, deliveredOn: on } };
    case 'DeliveryFailed':
      return { ...state, reply: { ...reply, failedOn: on } };
  }
}

/**
 * The state of a case from its log, corrections applied.
 * @param asOf leaves out what happened after this date (`YYYY-MM-DD`, Asia/Shanghai).
 */
export const foldCase = (logged: readonly LoggedRequestEvent[], asOf?: IsoDate): DisclosureCase =>
  knownHistory(logged, asOf).reduce<DisclosureCase>(evolve, noCase);
