import type { Policy } from '@sunledger/policy';
import type { IsoDate } from '@sunledger/working-days';

import { type DisposalKind, withholdingKinds } from './vocabulary';

/** Whether 行政复议 must come before a suit, or the applicant may choose. */
export type RemedyAdvice = 'reviewFirst' | 'choice';

/** 行政复议法 (2023) art 23(1)(4) in force. */
export const reviewFirstFrom: IsoDate = '2024-01-01';
/** 行政复议法实施条例 (2026) art 31 in force: refusals of a part, too. */
export const partialReviewFirstFrom: IsoDate = '2026-07-01';

/**
 * Which remedy the reply must name, by date and kind of decision, never by row of the report
 * (行政复议法 art 23): refusals under arts 14–16 go to review first since 2024-01-01; a partial
 * disclosure does for its withheld arts 14–16 part since 2026-07-01, before that by policy.
 * 属于行政查询事项 stands among the refusals in the table, yet is not of this class.
 */
export function remedyAdvice(
  decidedOn: IsoDate,
  disposalKind: DisposalKind,
  withheld: readonly DisposalKind[],
  policy: Policy,
): RemedyAdvice {
  if (decidedOn < reviewFirstFrom) return 'choice';
  if (withholdingKinds.has(disposalKind)) return 'reviewFirst';
  const partly =
    disposalKind === 'partiallyDisclosed' && withheld.some((kind) => withholdingKinds.has(kind));
  return partly && (decidedOn >= partialReviewFirstFrom || policy.partialReviewFirst2024)
    ? 'reviewFirst'
    : 'choice';
}
