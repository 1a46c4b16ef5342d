import {
  type Deadline,
  type DisclosureCase,
  awaitedCorrection,
  clockFactsOf,
  closingOf,
  deadline,
  isOpenThread,
  opinionWorkingDays,
} from '@sunledger/disclosure-case';
import type { RowValues } from '@sunledger/persistence';
import type { Policy } from '@sunledger/policy';
import type { CalendarView, IsoDate } from '@sunledger/working-days';

import type { CaseHistory } from '../case/case-history';
import type { CalendarHistory } from '../runner/calendar-history';

/**
 * What is owed, and by whom: the reply (or, where one is fixed, the reply at the end of a reasonable
 * period) and the last day for a correction notice by the agency; correction and payment by the
 * applicant; an opinion by a third party or another agency.
 */
export const dueDateKinds = [
  'reply',
  'reasonablePeriod',
  'correctionNotice',
  'correction',
  'opinion',
  'payment',
] as const;
export type DueDateKind = (typeof dueDateKinds)[number];

export interface DueDate {
  readonly kind: DueDateKind;
  /** Tells two of a kind apart: the consultation; empty where there is only one. */
  readonly reference: string;
  readonly dueOn: IsoDate;
  /** The date can still move without anybody acting wrongly. */
  readonly provisional: boolean;
  /** The date before the newest calendar was logged; null where that moved nothing. */
  readonly movedFrom: IsoDate | null;
}

type Owed = Omit<DueDate, 'movedFrom'>;

const none: readonly DueDate[] = [];

/** Everything owed in an open request, by the newest calendar; nothing once it is closed. */
export function dueDatesOf(
  history: CaseHistory,
  calendars: CalendarHistory,
  policy: Policy,
): readonly DueDate[] {
  const { state } = history;
  if (state.registration === undefined || state.voided !== undefined) return none;
  if (closingOf(state, policy) !== null) return none;
  const owed = owedIn(state, calendars.latestView(state.agency), policy);
  if (history.registeredAt > calendars.latestPosition) {
    return owed.map((one) => ({ ...one, movedFrom: null }));
  }
  const before = owedIn(state, calendars.viewBeforeLatest(state.agency), policy);
  return owed.map((one) => ({ ...one, movedFrom: movedFrom(one, before) }));
}

const movedFrom = (now: Owed, before: readonly Owed[]): IsoDate | null => {
  const same = before.find(
    ({ kind, reference }) => kind === now.kind && reference === now.reference,
  );
  return same === undefined || same.dueOn === now.dueOn ? null : same.dueOn;
};

function owedIn(state: DisclosureCase, view: CalendarView, policy: Policy): readonly Owed[] {
  const clock = clockFactsOf(state);
  if (clock === null) return [];
  return [
    ...agencyOwes(state, deadline(clock, view, policy)),
    ...applicantOwes(state),
    ...opinionsOwed(state, view),
  ];
}

function agencyOwes(state: DisclosureCase, terms: Deadline): readonly Owed[] {
  const owed: Owed[] = [];
  if (terms.dueOn !== null) {
    const kind = state.reasonablePeriod === undefined ? 'reply' : 'reasonablePeriod';
    owed.push({ kind, reference: '', dueOn: terms.dueOn, provisional: terms.provisional });
  }
  // 条例 art 30: one notice within seven working days; it stays possible until a reply is signed.
  const noticeDueOn = terms.correctionNoticeDueOn;
  const noticeSent = state.corrections.some(({ dispatchedOn }) => dispatchedOn !== undefined);
  if (noticeDueOn !== null && !noticeSent && state.reply === undefined) {
    owed.push({ kind: 'correctionNotice', reference: '', dueOn: noticeDueOn, provisional: false });
  }
  return owed;
}

function applicantOwes(state: DisclosureCase): readonly Owed[] {
  const owed: Owed[] = [];
  const correctionDueOn = awaitedCorrection(state)?.correctionDueOn;
  if (correctionDueOn !== undefined) {
    owed.push({ kind: 'correction', reference: '', dueOn: correctionDueOn, provisional: false });
  }
  const { fee } = state;
  if (fee?.paymentDueOn !== undefined && fee.paidOn === undefined) {
    owed.push({ kind: 'payment', reference: '', dueOn: fee.paymentDueOn, provisional: false });
  }
  return owed;
}

/** Fifteen working days from receipt of the letter (条例 arts 32, 34); from posting until then. */
const opinionsOwed = (state: DisclosureCase, view: CalendarView): readonly Owed[] =>
  state.consultations.filter(isOpenThread).map((thread): Owed => {
    const end = view.addWorkingDays(thread.deliveredOn ?? thread.sentOn, opinionWorkingDays);
    return {
      kind: 'opinion',
      reference: thread.consultationId,
      dueOn: end.on,
      provisional: end.provisional || thread.deliveredOn === undefined,
    };
  });

/** In the order of the columns of `due_date`. */
export const dueDateRow = (history: CaseHistory, due: DueDate): RowValues => [
  history.caseId,
  due.kind,
  due.reference,
  history.state.agency ?? '',
  due.dueOn,
  due.provisional ? 1 : 0,
  due.movedFrom,
];
