import {
  caseStatusLabels,
  type ClockFacts,
  clockFactsOf,
  closingOf,
  type Deadline,
  deadline,
  type DisclosureCase,
  foldCase,
  type LoggedRequestEvent,
  statusOf,
} from '@sunledger/disclosure-case';
import type { CalendarView, IsoDate } from '@sunledger/working-days';
import type { Policy } from '@sunledger/policy';

import { eventSentence } from './event-sentences';

/** One fact of a case, with what it changed. */
export interface ReplayStep {
  readonly revision: number;
  readonly position: number;
  readonly eventId: string;
  readonly type: string;
  readonly occurredOn: IsoDate;
  readonly recordedAt: string;
  readonly actor: string;
  /** What happened, in Chinese; never personal data. */
  readonly sentence: string;
  readonly status: string;
  readonly dueOn: IsoDate | null;
  readonly provisional: boolean;
  /** Why the due date is what it is after this step, when it moved. */
  readonly dueBecause: string | null;
  readonly warnings: readonly string[];
}

type ReplayedEvent = LoggedRequestEvent & {
  readonly revision: number;
  readonly position: number;
  readonly recordedAt: string;
  readonly meta: { readonly actor: string; readonly warnings?: readonly string[] };
};

/**
 * The history of a case as a person reads it: every fact in the order of logging, with the
 * status and the due date after it, each computed from what was known then.
 * @param at only what had happened by this date.
 */
export function replayCase(
  logged: readonly ReplayedEvent[],
  calendarKnownOn: (date: IsoDate) => CalendarView,
  policy: Policy,
  at?: IsoDate,
): readonly ReplayStep[] {
  const shown = at === undefined ? logged : logged.filter((event) => event.occurredOn <= at);
  let before: IsoDate | null = null;
  return shown.map((event, index) => {
    const state = foldCase(shown.slice(0, index + 1));
    const due = dueAfter(state, calendarKnownOn(event.occurredOn), policy);
    const step: ReplayStep = {
      revision: event.revision,
      position: event.position,
      eventId: event.id,
      type: event.type,
      occurredOn: event.occurredOn,
      recordedAt: event.recordedAt,
      actor: event.meta.actor,
      sentence: eventSentence(event),
      status: caseStatusLabels[statusOf(state, policy)],
      dueOn: due.dueOn,
      provisional: due.provisional,
      dueBecause: due.dueOn === before ? null : due.because,
      warnings: event.meta.warnings ?? [],
    };
    before = due.dueOn;
    return step;
  });
}

function dueAfter(state: DisclosureCase, calendar: CalendarView, policy: Policy) {
  const facts = clockFactsOf(state);
  if (facts === null || state.voided !== undefined) {
    return { dueOn: null, provisional: false, because: null };
  }
  const result = deadline(facts, calendar, policy);
  return {
    dueOn: result.dueOn,
    provisional: result.provisional && closingOf(state, policy) === null,
    because: reasonOf(result, facts),
  };
}

/** Why the due date is what it is, in one line; while none runs, what is being waited for. */
function reasonOf(result: Deadline, { extension, reasonablePeriod }: ClockFacts): string {
  const { dueOn, countedFrom, excludedWorkingDays, provisionalBecause, workings } = result;
  if (dueOn === null) return provisionalBecause.join('；');
  if (dueOn === reasonablePeriod?.dueOn) {
    return ['按确定的合理期限', ...provisionalBecause].join('；');
  }
  const counted = workings.filter((line) => line.counted).length;
  const skipped = workings.filter((line) => !line.counted && line.on > countedFrom).length;
  const extended = extension === undefined ? '' : `（含延期 ${extension.workingDays} 个）`;
  const excluded =
    excludedWorkingDays === 0 ? '' : `（其中征求意见等扣除 ${excludedWorkingDays} 个工作日）`;
  return [
    `自 ${countedFrom} 次日起计 ${counted} 个工作日${extended}`,
    `其间 ${skipped} 天不计${excluded}`,
    ...provisionalBecause,
  ].join('；');
}
