import { isRefusal } from '@sunledger/decider';
import { reviewFirstFrom } from '@sunledger/disclosure-case';
import type { ReportCheck, ReportFigures } from './annual-report';
import type { CaseSelector } from './case-selector';
import { carriedInSelector, carriedOutSelector, narrativeSelectorOf, selectorOf } from './cells';
import {
  type CarriedOutFigures,
  type ConstraintOutcome,
  evaluateConstraints,
  termPath,
} from './constraints';
import {
  remedyColumns,
  remedyGroups,
  type ReportDefinition,
} from './definitions/report-definition';
import { periodBefore, type ReportPeriod, type ReportPolicy } from './period';
import { remedySelectorOf, suitsWithoutReviewSelector } from './remedy-cells';
import type { Listing, Page, ReportSource } from './report-source';

/** At most this many case ids are named per failed check. */
export const checkCaseCountMax = 1000;
const pageEntryCount = 500;
/** Lists longer than this are not compared; the message still states the figures. */
const comparedEntryCountMax = 100_000;

/** What last year's report said it carried over, when it was frozen or published. */
export interface PreviousCarriedOut {
  readonly figures: CarriedOutFigures;
  /** Ids of the carried cases, when the frozen report kept them. */
  readonly cases?: readonly string[];
}

export interface CheckContext {
  readonly source: ReportSource;
  readonly definition: ReportDefinition;
  readonly period: ReportPeriod;
  readonly policy: ReportPolicy;
}

async function allOf<Entry>(list: (page: Page) => Promise<Listing<Entry>>): Promise<Entry[]> {
  const entries: Entry[] = [];
  let after: string | null = null;
  do {
    const page: Listing<Entry> = await list({
      limit: pageEntryCount,
      ...(after === null ? {} : { after }),
    });
    entries.push(...page.entries);
    after = page.next;
  } while (after !== null && entries.length < comparedEntryCountMax);
  return entries;
}

const caseIds = async (source: ReportSource, selector: CaseSelector): Promise<string[]> =>
  (await allOf((page) => source.listCases(selector, page))).map(({ caseId }) => caseId);

/** The ids of the cases that one term of a sum counts, once for each time it counts them. */
async function idsBehind(path: string, context: CheckContext): Promise<readonly string[]> {
  const { source, definition, period, policy } = context;
  const [table, first = '', second = ''] = path.split('.');
  if (table === 'applications') {
    const selector = selectorOf(definition, { row: first, column: second }, period, policy);
    if (isRefusal(selector)) throw new Error(`a constraint names an unknown cell: ${path}`);
    return caseIds(source, selector);
  }
  if (table === 'remedies') {
    const group = remedyGroups.find((id) => id === first);
    const column = remedyColumns.find((id) => id === second);
    if (group === undefined || column === undefined) {
      throw new Error(`unknown remedy cell: ${path}`);
    }
    const selector = remedySelectorOf({ group, column }, period, policy);
    const remedies = await allOf((page) => source.listRemedies(selector, page));
    return remedies.map(({ caseId }) => caseId);
  }
  if (first !== 'received' && first !== 'closed' && first !== 'closedOnTime') {
    throw new Error(`a constraint names an unknown prose figure: ${path}`);
  }
  return caseIds(source, narrativeSelectorOf(definition, { figure: first }, period, policy));
}

/** Ids that occur more often on one side than on the other. */
function oneSided(left: readonly string[], right: readonly string[]): readonly string[] {
  const balance = new Map<string, number>();
  for (const id of left) balance.set(id, (balance.get(id) ?? 0) + 1);
  for (const id of right) balance.set(id, (balance.get(id) ?? 0) - 1);
  return [...balance].filter(([, difference]) => difference !== 0).map(([id]) => id);
}

/**
 * The cases that differ between last year's 结转下年度 and this year's 上年结转. Without the frozen
 * case list of last year, what is known of that year now stands in for it; when even that shows no
 * difference, the cases carried in are named, since the published figure is what differs.
 */
async function discontinuousCases(
  context: CheckContext,
  previous: PreviousCarriedOut | undefined,
): Promise<readonly string[]> {
  const { source, period, policy } = context;
  const carriedIn = await caseIds(source, carriedInSelector(period, policy));
  const carriedOut =
    previous?.cases ?? (await caseIds(source, carriedOutSelector(periodBefore(period), policy)));
  const differing = oneSided(carriedIn, carriedOut);
  return differing.length > 0 ? differing : carriedIn;
}

async function casesBehind(
  { constraint, violations }: ConstraintOutcome,
  context: CheckContext,
  previous: PreviousCarriedOut | undefined,
): Promise<readonly string[]> {
  const { rule } = constraint;
  if (rule.kind === 'continuity') return discontinuousCases(context, previous);
  if (rule.kind === 'nonNegativeInteger') return [];
  const found: string[] = [];
  for (const { at } of violations) {
    const side = async (terms: readonly string[]) => {
      const ids: string[] = [];
      for (const term of terms) {
        ids.push(...(await idsBehind(termPath(constraint, at, term), context)));
      }
      return ids;
    };
    found.push(...oneSided(await side(rule.left), await side(rule.right)));
  }
  return found;
}

const failed = (
  id: string,
  severity: ReportCheck['severity'],
  cases: readonly string[],
  message: string,
): ReportCheck => ({
  id,
  ok: false,
  cases: [...new Set(cases)].sort().slice(0, checkCaseCountMax),
  severity,
  message,
});

const passed = (id: string, severity: ReportCheck['severity']): ReportCheck => ({
  id,
  ok: true,
  cases: [],
  severity,
});

async function reviewFirstCheck(context: CheckContext): Promise<ReportCheck[]> {
  const { source, period, policy } = context;
  if (period.cutOff < reviewFirstFrom) return [];
  const selector = suitsWithoutReviewSelector(period, policy);
  const suits = await allOf((page) => source.listRemedies(selector, page));
  if (suits.length === 0) return [passed('s4.reviewFirst', 'warning')];
  return [
    failed(
      's4.reviewFirst',
      'warning',
      suits.map(({ caseId }) => caseId),
      `${suits.length} 件对不予公开决定的诉讼记为“未经复议直接起诉”：` +
        '2024年1月1日起应当先申请行政复议（行政复议法第二十三条）',
    ),
  ];
}

/**
 * Every constraint of the format, with the cases behind each that fails, then what no constraint
 * of the format says: section 二 left empty, suits where review had to come first.
 */
export async function reportChecks(
  figures: ReportFigures,
  context: CheckContext,
  previous: PreviousCarriedOut | undefined,
  carriedOutBefore: CarriedOutFigures,
  sectionTwoEntered: boolean,
): Promise<readonly ReportCheck[]> {
  const checks: ReportCheck[] = [];
  for (const outcome of evaluateConstraints(context.definition, figures, carriedOutBefore)) {
    const { id, severity, basis } = outcome.constraint;
    if (outcome.violations.length === 0) {
      checks.push(passed(id, severity));
      continue;
    }
    const sentences = outcome.violations.map(({ message }) => message).join('；');
    const cases = await casesBehind(outcome, context, previous);
    checks.push(failed(id, severity, cases, `${sentences}（${basis}）`));
  }
  checks.push(
    sectionTwoEntered
      ? passed('s2.notEntered', 'warning')
      : failed(
          's2.notEntered',
          'warning',
          [],
          '第二部分“主动公开政府信息情况”尚未填报，均按 0 列示',
        ),
  );
  return [...checks, ...(await reviewFirstCheck(context))];
}
