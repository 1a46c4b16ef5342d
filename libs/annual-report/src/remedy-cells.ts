import { reviewFirstFrom, withholdingKinds } from '@sunledger/disclosure-case';
import type { RemedyColumn, RemedyGroup } from './definitions/report-definition';
import type { ReportPeriod, ReportPolicy } from './period';
import type { RemedySelector } from './remedy-selector';

/**
 * Which remedies the year looks at. `section4CarryOver: whilePending` takes every remedy that was
 * pending or ended in the year, `acceptedInYear` only those accepted in it. With
 * `appealsCountOnce` only the last instance opened by the cut-off stands for the remedy;
 * otherwise each instance counts by itself.
 */
function inYear(
  period: ReportPeriod,
  { section4CarryOver, appealsCountOnce }: ReportPolicy,
): RemedySelector {
  const { agencies, firstDay, cutOff } = period;
  const accepted =
    section4CarryOver === 'whilePending'
      ? {}
      : appealsCountOnce
        ? { acceptedFrom: firstDay }
        : { openedFrom: firstDay };
  const instance = appealsCountOnce ? { notAppealedThrough: cutOff } : {};
  return { agencies, ...accepted, openedThrough: cutOff, ...instance };
}

/** The remedies that were decided or otherwise ended in the year, by the cut-off. */
export const endedRemedySelector = (
  period: ReportPeriod,
  policy: ReportPolicy,
): RemedySelector => ({
  ...inYear(period, policy),
  endedFrom: period.firstDay,
  endedThrough: period.cutOff,
});

/** The remedies accepted but not decided when the cut-off day ended. */
export const pendingRemedySelector = (
  period: ReportPeriod,
  policy: ReportPolicy,
): RemedySelector => ({ ...inYear(period, policy), notEndedThrough: period.cutOff });

/** The remedies behind a cell of section 四; 总计 selects those that ended and those pending. */
export function remedySelectorOf(
  { group, column }: { readonly group: RemedyGroup; readonly column: RemedyColumn },
  period: ReportPeriod,
  policy: ReportPolicy,
): RemedySelector {
  const kinds = [group];
  switch (column) {
    case 'upheld':
    case 'corrected':
    case 'otherResult':
      return { ...endedRemedySelector(period, policy), kinds, results: [column] };
    case 'pending':
      return { ...pendingRemedySelector(period, policy), kinds };
    case 'total':
      return { ...inYear(period, policy), kinds, notEndedBefore: period.firstDay };
  }
}

/**
 * Suits counted as 未经复议直接起诉 although the request was refused under 条例 arts 14–16 on or
 * after 2024-01-01, when review had to come first (行政复议法 art 23(1)(4)). The date of closing
 * stands for the date of the decision.
 */
export const suitsWithoutReviewSelector = (
  period: ReportPeriod,
  policy: ReportPolicy,
): RemedySelector => ({
  ...remedySelectorOf({ group: 'directSuit', column: 'total' }, period, policy),
  about: { disposalKinds: [...withholdingKinds], closedFrom: reviewFirstFrom },
});
