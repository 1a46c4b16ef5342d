import type { Policy } from '@sunledger/policy';
import { type CalendarView, type IsoDate, minDate } from '@sunledger/working-days';

import type { DisclosureCase, ReplyRecord } from './case';
import { clockFactsOf } from './clock/clock-facts';
import { deadline } from './clock/deadline';
import type { DeliveryMethod, DisposalKind } from './vocabulary';

/** How and when a request came to its end. */
export interface Closing {
  readonly on: IsoDate;
  readonly disposalKind: DisposalKind;
}

/**
 * The day on which the reply counts as given: the posting day for mail, the day of signing-for by
 * hand (国办公开办函〔2016〕235号); electronic delivery by policy. The day of signature never decides.
 * Once given it stays given: a further attempt after a failed delivery, in whatever way, moves the
 * day no more than it takes back the first.
 */
export function replyGivenOn(
  { dispatches = [], deliveredOn }: ReplyRecord,
  policy: Policy,
): IsoDate | undefined {
  const sent = dispatches.find(({ method }) => givesBySending(method, policy))?.on;
  if (sent === undefined || deliveredOn === undefined) return sent ?? deliveredOn;
  return minDate(sent, deliveredOn);
}

function givesBySending(method: DeliveryMethod, policy: Policy): boolean {
  switch (method) {
    case 'postal':
      return true;
    case 'electronic':
      return policy.eDeliveryClosesOn === 'sent';
    case 'byHand':
    case 'entrusted':
      return false;
  }
}

/** The end of a case, if it has one. A later order to answer again does not reopen it. */
export function closingOf(state: DisclosureCase, policy: Policy): Closing | null {
  if (state.voided !== undefined) return null;
  if (state.reply !== undefined) {
    const on =
      policy.closedOn === 'signed' ? state.reply.signedOn : replyGivenOn(state.reply, policy);
    if (on !== undefined) return { on, disposalKind: state.reply.disposalKind };
  }
  if (state.withdrawnOn !== undefined) return { on: state.withdrawnOn, disposalKind: 'withdrawn' };
  if (state.correctionLapsedOn !== undefined) {
    return { on: state.correctionLapsedOn, disposalKind: 'correctionLapsed' };
  }
  if (state.feeLapsedOn !== undefined) return { on: state.feeLapsedOn, disposalKind: 'feeLapsed' };
  return null;
}

/**
 * 按时办结: the reply was given no later than the due date worked out from the facts. Lapses and
 * withdrawals need no reply; policy says how they count. `null` while the case is open, and for a
 * signed reply that has not left the office.
 */
export function closedOnTime(
  state: DisclosureCase,
  calendar: CalendarView,
  policy: Policy,
): boolean | null {
  const closing = closingOf(state, policy);
  const facts = clockFactsOf(state);
  if (closing === null || facts === null) return null;
  if (state.reply === undefined) return policy.lapsedCountsAsOnTime;
  const givenOn = replyGivenOn(state.reply, policy);
  if (givenOn === undefined) return null;
  const { dueOn } = deadline(facts, calendar, policy);
  return dueOn === null || givenOn <= dueOn;
}
