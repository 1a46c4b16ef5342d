import type { RowValues } from '@sunledger/persistence';
import type { Policy } from '@sunledger/policy';
import {
  dutiesOfCase,
  dutiesOfRemedy,
  type Duty,
  remedySubject,
  requestSubject,
} from '@sunledger/reminder';
import { foldRemedy, type LoggedRemedyEvent } from '@sunledger/remedy';
import { type IsoDate, maxDate, today } from '@sunledger/working-days';

import type { StoredEvent } from '@sunledger/event-store';
import type { CaseHistory } from '../case/case-history';
import type { CalendarHistory } from '../runner/calendar-history';

/**
 * What is owed in an open request, and by whom: the reply (or, where one is fixed, the reply at the
 * end of a reasonable period) and the last day for a correction notice by the agency; correction and
 * payment by the applicant; an opinion by a third party or another agency. The other duties that
 * `@sunledger/reminder` knows are stored beside them and asked for as duties.
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

/** A duty as stored: with what the newest calendar did to it, and since when it can be known. */
export interface DatedDuty extends Duty {
  readonly movedFrom: IsoDate | null;
  readonly knownOn: IsoDate;
}

/** Where a duty follows from: its stream, and what places it in time. */
interface DutySource {
  readonly subject: string;
  readonly caseId: string;
  readonly agency: string;
  /** The position from which the source could have been dated by a calendar. */
  readonly beganAt: number;
  /** When its last fact was logged. */
  readonly recordedAt: string;
}

/** Everything owed in a request, by the newest calendar. */
export const dutiesOfHistory = (
  history: CaseHistory,
  calendars: CalendarHistory,
  policy: Policy,
): readonly DatedDuty[] =>
  dated(sourceOf(history), calendars, (view) => dutiesOfCase(history.state, view, policy));

const sourceOf = ({ caseId, state, registeredAt, recordedAt }: CaseHistory): DutySource => ({
  subject: requestSubject(caseId),
  caseId,
  agency: state.agency ?? '',
  beganAt: registeredAt,
  recordedAt,
});

/** A remedy's duties as rows of `due_date`, from its stream as far as it is known. */
export function remedyDutyRows(
  logged: readonly StoredEvent[],
  calendars: CalendarHistory,
  policy: Policy,
): readonly RowValues[] {
  // The catalogue has checked data of every type against its schema before it is read here.
  const state = foldRemedy(logged as unknown as readonly LoggedRemedyEvent[]);
  const [first] = logged;
  const last = logged.at(-1);
  if (state.filing === undefined || first === undefined || last === undefined) return [];
  const { remedyId, caseId, agency } = state.filing;
  const source: DutySource = {
    subject: remedySubject(remedyId),
    caseId,
    agency,
    beganAt: first.position,
    recordedAt: last.recordedAt,
  };
  const duties = dated(source, calendars, (view) => dutiesOfRemedy(state, view, policy));
  return duties.map((duty) => dutyRow(source, duty));
}

type CalendarOf = ReturnType<CalendarHistory['latestView']>;

function dated(
  { agency, beganAt, recordedAt }: DutySource,
  calendars: CalendarHistory,
  dutiesBy: (view: CalendarOf) => readonly Duty[],
): readonly DatedDuty[] {
  const owed = dutiesBy(calendars.latestView(agency));
  if (owed.length === 0) return [];
  const loggedOn = today(recordedAt);
  if (beganAt > calendars.latestPosition) {
    return owed.map((duty) => ({ ...duty, movedFrom: null, knownOn: loggedOn }));
  }
  const before = dutiesBy(calendars.viewBeforeLatest(agency));
  const { latestPublishedOn } = calendars;
  return owed.map((duty) => {
    const from = movedFrom(duty, before);
    const knownOn = from === null ? loggedOn : maxDate(loggedOn, latestPublishedOn);
    return { ...duty, movedFrom: from, knownOn };
  });
}

const movedFrom = (now: Duty, before: readonly Duty[]): IsoDate | null => {
  const same = before.find(
    ({ kind, reference }) => kind === now.kind && reference === now.reference,
  );
  return same === undefined || same.dueOn === now.dueOn ? null : same.dueOn;
};

/** A request's duties as rows of `due_date`. */
export function caseDutyRows(
  history: CaseHistory,
  duties: readonly DatedDuty[],
): readonly RowValues[] {
  const source = sourceOf(history);
  return duties.map((duty) => dutyRow(source, duty));
}

/** In the order of the columns of `due_date`. */
const dutyRow = ({ subject, caseId, agency }: DutySource, duty: DatedDuty): RowValues => [
  subject,
  duty.kind,
  duty.reference,
  caseId,
  agency,
  duty.dueOn,
  duty.provisional ? 1 : 0,
  duty.movedFrom,
  duty.owedBy,
  duty.article,
  duty.knownOn,
];
