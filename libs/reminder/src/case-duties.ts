import {
  awaitedCorrection,
  clockFactsOf,
  closingOf,
  type Deadline,
  deadline,
  type DisclosureCase,
  isOpenThread,
  opinionWorkingDays,
} from '@sunledger/disclosure-case';
import type { Policy } from '@sunledger/policy';
import { addDays, type CalendarView, type IsoDate } from '@sunledger/working-days';

import type { Duty } from './duty';

const none: readonly Duty[] = [];

/** The provision on lapses for want of payment. */
const feeRule = '国办函〔2020〕109号';

/**
 * Everything that is due in one request. Of a closed one nothing is left but the proof that its
 * reply arrived; of one that is voided, or not registered yet, nothing at all.
 */
export function dutiesOfCase(
  state: DisclosureCase,
  calendar: CalendarView,
  policy: Policy,
): readonly Duty[] {
  if (state.registration === undefined || state.voided !== undefined) return none;
  const proof = proofOwed(state, calendar, policy);
  if (closingOf(state, policy) !== null) return proof;
  const clock = clockFactsOf(state);
  if (clock === null) return none;
  return [
    ...agencyOwes(state, deadline(clock, calendar, policy)),
    ...applicantOwes(state, calendar),
    ...opinionsOwed(state, calendar),
    ...proof,
  ];
}

/** Fixed dates are those that no notice of the calendar and no act of the office can move. */
const fixed = { reference: '', provisional: false } as const;

function agencyOwes(state: DisclosureCase, terms: Deadline): readonly Duty[] {
  const owed: Duty[] = [];
  const { dueOn, provisional } = terms;
  const owedBy = 'agency';
  const replaced = state.reasonablePeriod !== undefined;
  if (dueOn !== null) {
    const kind = replaced ? 'reasonablePeriod' : 'reply';
    const article = replaced ? '条例第三十五条' : '条例第三十三条';
    owed.push({ kind, reference: '', dueOn, provisional, owedBy, article });
  }
  // 条例 art 30: one notice within seven working days; it stays possible until a reply is signed.
  const noticeDueOn = terms.correctionNoticeDueOn;
  const noticeSent = state.corrections.some(({ dispatchedOn }) => dispatchedOn !== undefined);
  if (noticeDueOn !== null && !noticeSent && state.reply === undefined) {
    const article = '条例第三十条';
    owed.push({ ...fixed, kind: 'correctionNotice', dueOn: noticeDueOn, owedBy, article });
  }
  // Art 33: approved and told before the term is over, once; a reasonable period has replaced it.
  const extensible = state.reply === undefined && state.extension?.notifiedOn === undefined;
  if (dueOn !== null && !replaced && extensible) {
    const article = '条例第三十三条';
    owed.push({ kind: 'extension', reference: '', dueOn, provisional, owedBy, article });
  }
  return owed;
}

/** What the applicant owes, and the lapse that the office records when the term has run out. */
function applicantOwes(state: DisclosureCase, calendar: CalendarView): readonly Duty[] {
  const owed: Duty[] = [];
  const owe = (kind: 'correction' | 'payment', dueOn: IsoDate, article: string): void => {
    owed.push({ ...fixed, kind, dueOn, owedBy: 'applicant', article });
    if (state.reply !== undefined) return;
    const lapsesOn = calendar.nextWorkingDay(addDays(dueOn, 1));
    const lapse = { kind: 'lapse', reference: kind, dueOn: lapsesOn } as const;
    owed.push({ ...fixed, ...lapse, owedBy: 'agency', article });
  };
  const correctionDueOn = awaitedCorrection(state)?.correctionDueOn;
  if (correctionDueOn !== undefined) owe('correction', correctionDueOn, '条例第三十条');
  const { fee } = state;
  if (fee?.paymentDueOn !== undefined && fee.paidOn === undefined) {
    owe('payment', fee.paymentDueOn, feeRule);
  }
  return owed;
}

/** Fifteen working days from receipt of the letter (条例 arts 32, 34); from posting until then. */
const opinionsOwed = (state: DisclosureCase, calendar: CalendarView): readonly Duty[] =>
  state.consultations.filter(isOpenThread).map((thread): Duty => {
    const asked = thread.with === 'thirdParty';
    const end = calendar.addWorkingDays(thread.deliveredOn ?? thread.sentOn, opinionWorkingDays);
    return {
      kind: 'opinion',
      reference: thread.consultationId,
      dueOn: end.on,
      provisional: end.provisional || thread.deliveredOn === undefined,
      owedBy: asked ? 'thirdParty' : 'otherAgency',
      article: asked ? '条例第三十二条' : '条例第三十四条',
    };
  });

/**
 * Mail that is signed for comes back with a slip; while none is recorded nobody can prove from
 * when the terms of remedies run (国办公开办函〔2016〕235号). The file is finished once archived.
 */
function proofOwed(
  { reply, archivedOn }: DisclosureCase,
  calendar: CalendarView,
  policy: Policy,
): readonly Duty[] {
  const last = reply?.dispatches?.at(-1);
  if (last?.tracked !== true || reply?.deliveredOn !== undefined || archivedOn !== undefined) {
    return none;
  }
  const end = calendar.addWorkingDays(last.on, policy.deliveryProofAfterWorkingDays);
  return [
    {
      kind: 'deliveryProof',
      reference: '',
      dueOn: end.on,
      provisional: end.provisional,
      owedBy: 'agency',
      article: '国办公开办函〔2016〕235号',
    },
  ];
}
