import {
  caseStatusLabels,
  clockFactsOf,
  closingOf,
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
  const closing = closingOf(state, policy);
  const counted = result.workings.filter((line) => line.counted).length;
  const skipped = result.workings.filter((line) => !line.counted && line.on > result.countedFrom);
  const because = [
    `自 ${result.countedFrom} 次日起计 ${counted} 个工作日`,
    `其间 ${skipped.length} 天不计（其中征求意见等扣除 ${result.excludedWorkingDays} 个工作日）`,
    ...result.provisionalBecause,
  ].join('；');
  return {
    dueOn: result.dueOn,
    provisional: result.provisional && closing === null,
    because,
  };
}
