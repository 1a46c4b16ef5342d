import type { IsoDate } from '@sunledger/working-days';

import { type DisclosureCase, noCase } from './case';
import type { RequestEvent } from './events';
import {
  evolveConsultation,
  evolveCorrection,
  evolveDelivery,
  evolveFee,
  type EventOf,
} from './evolve-threads';
import { knownHistory, type LoggedRequestEvent } from './history';

/** The state after one more fact. Total: no stored fact can make it fail. */
export function evolve(state: DisclosureCase, event: RequestEvent): DisclosureCase {
  switch (event.type) {
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
      return evolveIntake(state, event);
    case 'CorrectionRequested':
    case 'CorrectionNoticeDispatched':
    case 'CorrectionNoticeDelivered':
    case 'CorrectionReceived':
    case 'CorrectionDeadlineExtended':
    case 'CorrectionLapsed':
      return evolveCorrection(state, event);
    case 'ReasonsRequested':
    case 'ReasonsReceived':
    case 'ReasonablePeriodFixed':
    case 'ExtensionApproved':
    case 'ExtensionNotified':
      return evolveTerm(state, event);
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
    case 'FeeAssessed':
    case 'FeeNoticeDispatched':
    case 'FeeNoticeDelivered':
    case 'FeePaid':
    case 'FeeLapsed':
      return evolveFee(state, event);
    case 'ReplySigned':
      return { ...state, reply: { ...event.data, signedOn: event.occurredOn } };
    case 'ReplyDispatched':
    case 'ReplyDelivered':
    case 'DeliveryFailed':
      return evolveDelivery(state, event);
    case 'ReplyDrafted':
    case 'ReplyReviewed':
    case 'InformationProvided':
    case 'ApplicationWithdrawn':
    case 'CaseArchived':
    case 'CarriedOver':
    case 'ReAnswerOrdered':
    case 'SupplementaryReplyIssued':
    case 'FactCorrected':
    case 'PersonalDataErased':
      return evolveFile(state, event);
  }
}

function evolveIntake(
  state: DisclosureCase,
  event: EventOf<
    | 'ApplicationSubmitted'
    | 'ApplicationArrived'
    | 'ReceiptConfirmed'
    | 'ApplicationRegistered'
    | 'ReceiptAcknowledged'
    | 'RegistrationVoided'
    | 'CaseAssigned'
    | 'CaseReassigned'
    | 'ApplicantDataCorrected'
    | 'SearchRecorded'
  >,
): DisclosureCase {
  const on = event.occurredOn;
  switch (event.type) {
    case 'ApplicationSubmitted':
      return { ...arrivedAt(state, event), submittedOn: on };
    case 'ApplicationArrived':
      return { ...arrivedAt(state, event), arrivedOn: on };
    case 'ReceiptConfirmed':
      return { ...state, confirmedOn: on };
    case 'ApplicationRegistered': {
      const { agency, channel, applicantType, lookup, personal } = event.data;
      const { submittedOn, arrivedOn, confirmedOn } = event.data;
      return {
        ...state,
        agency,
        registration: event.data,
        receivedOn: on,
        channel,
        applicantType,
        lookup,
        personalFields: personal?.fields ?? [],
        submittedOn: submittedOn ?? state.submittedOn,
        arrivedOn: arrivedOn ?? state.arrivedOn,
        confirmedOn: confirmedOn ?? state.confirmedOn,
      };
    }
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
  }
}

/** What the register says of agency and channel outweighs what the mail room noted. */
const arrivedAt = (
  state: DisclosureCase,
  { data: { agency, channel } }: EventOf<'ApplicationSubmitted' | 'ApplicationArrived'>,
): DisclosureCase => (state.registration === undefined ? { ...state, agency, channel } : state);

function evolveTerm(
  state: DisclosureCase,
  event: EventOf<
    | 'ReasonsRequested'
    | 'ReasonsReceived'
    | 'ReasonablePeriodFixed'
    | 'ExtensionApproved'
    | 'ExtensionNotified'
  >,
): DisclosureCase {
  const on = event.occurredOn;
  switch (event.type) {
    case 'ReasonsRequested':
      return { ...state, documentSent: true, reasonsRequestedOn: on };
    case 'ReasonsReceived':
      return { ...state, reasonsReceivedOn: on };
    case 'ReasonablePeriodFixed':
      return {
        ...state,
        documentSent: true,
        reasonablePeriod: { fixedOn: on, dueOn: event.data.dueOn },
      };
    case 'ExtensionApproved':
      return { ...state, extension: { approvedOn: on, workingDays: event.data.workingDays } };
    case 'ExtensionNotified':
      return state.extension === undefined
        ? state
        : { ...state, documentSent: true, extension: { ...state.extension, notifiedOn: on } };
  }
}

function evolveFile(
  state: DisclosureCase,
  event: EventOf<
    | 'ReplyDrafted'
    | 'ReplyReviewed'
    | 'InformationProvided'
    | 'ApplicationWithdrawn'
    | 'CaseArchived'
    | 'CarriedOver'
    | 'ReAnswerOrdered'
    | 'SupplementaryReplyIssued'
    | 'FactCorrected'
    | 'PersonalDataErased'
  >,
): DisclosureCase {
  const on = event.occurredOn;
  switch (event.type) {
    case 'ReplyDrafted':
      return { ...state, draftedOn: on };
    case 'ReplyReviewed':
    case 'InformationProvided':
    case 'SupplementaryReplyIssued':
      return state;
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

/**
 * The state of a case from its log, corrections applied.
 * @param asOf leaves out what happened after this date (`YYYY-MM-DD`, Asia/Shanghai).
 */
export const foldCase = (logged: readonly LoggedRequestEvent[], asOf?: IsoDate): DisclosureCase =>
  knownHistory(logged, asOf).reduce<DisclosureCase>(evolve, noCase);
