import type { Policy } from '@sunledger/policy';
import type { Remedy } from '@sunledger/remedy';
import type { CalendarView } from '@sunledger/working-days';

import type { Duty } from './duty';

/**
 * The answer that the office owes the review body, or the court of first instance, once the remedy
 * was accepted. How long it has is not in the texts at hand: `remedyAnswerDays` says it, in working
 * days for a review and in natural days for a suit. The term runs from receipt of the papers, which
 * the log does not hold; counted from acceptance it is never too long, and always provisional.
 */
export function dutiesOfRemedy(
  { filing, instances, withdrawnBeforeAcceptanceOn }: Remedy,
  calendar: CalendarView,
  { remedyAnswerDays }: Policy,
): readonly Duty[] {
  const instance = instances.at(-1);
  if (filing === undefined || instance === undefined) return [];
  const { openedBy, openedOn, answeredOn, end } = instance;
  if (withdrawnBeforeAcceptanceOn !== undefined || end !== undefined) return [];
  if (openedBy !== 'acceptance' || answeredOn !== undefined) return [];
  const term =
    filing.kind === 'review'
      ? calendar.addWorkingDays(openedOn, remedyAnswerDays.review)
      : calendar.naturalTermEnd(openedOn, remedyAnswerDays.suit);
  return [
    {
      kind: 'remedyAnswer',
      reference: filing.remedyId,
      dueOn: term.on,
      provisional: true,
      owedBy: 'agency',
      article: '口径 remedyAnswerDays',
    },
  ];
}
