import type {
  ConsultationThread,
  CorrectionThread,
  DisclosureCase,
  FeeRecord,
  ReplyDispatch,
} from './case';
import type { RequestEvent } from './events';

/** Facts of the named types. */
export type EventOf<Names extends RequestEvent['type']> = Extract<RequestEvent, { type: Names }>;

/** 补正: what a fact changes in the thread of the last notice (条例 art 30). */
export function evolveCorrection(
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

/** 征求意见: what a fact changes in the thread of its letter (条例 arts 32–34). */
export function evolveConsultation(
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

/** 信息处理费 (条例 art 42): a notice or payment without an assessment changes nothing. */
export function evolveFee(
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

/** 送达: when the signed reply left the office and when it came into hand. */
export function evolveDelivery(
  state: DisclosureCase,
  event: EventOf<'ReplyDispatched' | 'ReplyDelivered' | 'DeliveryFailed'>,
): DisclosureCase {
  const { reply } = state;
  if (reply === undefined) return state;
  const on = event.occurredOn;
  switch (event.type) {
    case 'ReplyDispatched': {
      const { method, trackingNumber } = event.data;
      const dispatch: ReplyDispatch =
        trackingNumber === undefined ? { on, method } : { on, method, tracked: true };
      const dispatches = [...(reply.dispatches ?? []), dispatch];
      const sent = { method, dispatchedOn: reply.dispatchedOn ?? on, dispatches };
      const retried = { ...reply, ...sent, failedOn: undefined };
      return { ...state, documentSent: true, reply: retried };
    }
    case 'ReplyDelivered':
      return { ...state, documentSent: true, reply: { ...reply, deliveredOn: on } };
    case 'DeliveryFailed':
      return { ...state, reply: { ...reply, failedOn: on } };
  }
}
