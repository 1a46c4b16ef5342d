import type { Policy } from '@sunledger/policy';
import { type CalendarView, type IsoDate, maxDate, minDate } from '@sunledger/working-days';

import type { ClockFacts } from './clock-facts';
import { opinionWorkingDays } from './rule-sets';

/** Days that do not count: after `after`, through `through`. */
export interface ExcludedSpan {
  readonly after: IsoDate;
  readonly through: IsoDate;
  readonly why: string;
  /** True while the end is only expected, because no answer has come yet. */
  readonly expected: boolean;
}

/**
 * The spans in which opinions were sought (条例第三十三条第三款). No text fixes the two ends;
 * `consultExclusion` chooses: from the day after the letter to the day of the opinion, only the
 * fifteen working days after the addressee's receipt, or nothing. Spans may overlap; the walk
 * counts a day once, so the union is what is excluded.
 */
export function excludedSpans(
  { consultations, reasonsRequestedOn, reasonsReceivedOn }: ClockFacts,
  calendar: CalendarView,
  policy: Policy,
): readonly ExcludedSpan[] {
  const spans: ExcludedSpan[] = [];
  if (policy.consultExclusion !== 'none') {
    for (const { sentOn, deliveredOn, answeredOn, silentOn } of consultations) {
      const answerDueOn = calendar.addWorkingDays(deliveredOn ?? sentOn, opinionWorkingDays).on;
      if (policy.consultExclusion === 'sentToReceived') {
        spans.push({
          after: sentOn,
          through: answeredOn ?? answerDueOn,
          why: '征求意见，不计入期限',
          expected: answeredOn === undefined && silentOn === undefined,
        });
      } else {
        spans.push({
          after: deliveredOn ?? sentOn,
          through: minDate(answeredOn ?? answerDueOn, answerDueOn),
          why: '征求意见（收函后十五个工作日内），不计入期限',
          expected: answeredOn === undefined && silentOn === undefined,
        });
      }
    }
  }
  if (policy.reasonsRequestStopsClock && reasonsRequestedOn !== undefined) {
    spans.push({
      after: reasonsRequestedOn,
      through: maxDate(reasonsReceivedOn ?? reasonsRequestedOn, reasonsRequestedOn),
      why: '等待申请人说明理由，不计入期限',
      expected: reasonsReceivedOn === undefined,
    });
  }
  return spans;
}
