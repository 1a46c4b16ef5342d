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

/** 法释〔2025〕8号 in force. */
export const suitInterpretationFrom: IsoDate = '2025-06-01';

/**
 * Notices under arts 36(6), 36(7), 38, 39(1) and 39(2): reported, at second hand, as no longer
 * admitted by the courts.
 */
const reportedNotAdmitted: ReadonlySet<DisposalKind> = new Set<DisposalKind>([
  'notProcessedRepeat',
  'refusedAdminQuery',
  'unableNeedsCreation',
  'notProcessedPetition',
  'notProcessedPublication',
]);

/**
 * Whether the remedy text of a reply names the suit (行政诉讼). Always before 2025-06-01; since
 * then `suitAdmissibility2025` says whether five kinds of notice leave it out.
 */
export const suitMentioned = (
  disposalKind: DisposalKind,
  decidedOn: IsoDate,
  policy: Policy,
): boolean =>
  decidedOn < suitInterpretationFrom ||
  policy.suitAdmissibility2025 === 'allKinds' ||
  !reportedNotAdmitted.has(disposalKind);
