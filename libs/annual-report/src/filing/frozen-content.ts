import { isRefusal, refuse, type Refusal } from '@sunledger/decider';
import {
  activeDisclosureOf,
  completeActiveDisclosure,
  type DisclosureEntry,
} from '../active-disclosure';
import type { ActiveDisclosureFigures, AnnualReport } from '../annual-report';
import { evaluateConstraints } from '../constraints';
import { definitionForYear } from '../definitions/definition-for-year';
import type { ReportDefinition } from '../definitions/report-definition';
import { firstDayOf, lastDayOf } from '../period';
import type { AcceptedWarning, ReportFilingFacts, ReportFilingRefusal } from './commands';
import type { FrozenContent } from './content';

interface FreezeInput {
  readonly on: string;
  readonly report: AnnualReport;
  readonly caseListDigest: string;
  readonly acceptedWarnings: readonly AcceptedWarning[];
}

type Answer = Refusal<ReportFilingRefusal> | null;

const belongsHere = (
  { agency, year, format }: AnnualReport,
  definition: ReportDefinition,
  facts: ReportFilingFacts,
): Answer =>
  agency.code === facts.agency && year === facts.year && format === definition.format
    ? null
    : refuse('report-of-another', {
        expected: { agency: facts.agency, year: facts.year, format: definition.format },
        given: { agency: agency.code, year, format },
      });

/** 统计截止 is 31 December, so no figure is final before 1 January of the next year. */
const yearIsOver = ({ on, report }: FreezeInput, year: number): Answer =>
  on >= firstDayOf(year + 1) && report.asOf === lastDayOf(year)
    ? null
    : refuse('freeze-too-early', { on, asOf: report.asOf, earliest: firstDayOf(year + 1) });

/** Failed checks as derived, and what the figures themselves fail, whatever the checks say. */
function failedChecks(report: AnnualReport, definition: ReportDefinition) {
  const reported = report.checks.filter(({ ok }) => !ok);
  const unreported = evaluateConstraints(definition, report, null)
    .filter(({ violations }) => violations.length > 0)
    .map(({ constraint: { id, severity }, violations }) => ({
      id,
      severity,
      cases: [],
      message: violations.map(({ message }) => message).join('；'),
    }))
    .filter(({ id }) => reported.every((check) => check.id !== id));
  return [...reported, ...unreported];
}

function checksAllow(
  { report, acceptedWarnings }: FreezeInput,
  definition: ReportDefinition,
): Answer {
  const failed = failedChecks(report, definition);
  const named = (checks: typeof failed) => ({
    checks: checks.map(({ id, cases, message }) => ({ id, cases, message })),
  });
  const errors = failed.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return refuse('report-does-not-balance', named(errors));
  const unexplained = failed.filter(({ id }) =>
    acceptedWarnings.every((warning) => warning.id !== id || warning.reason.trim() === ''),
  );
  return unexplained.length > 0 ? refuse('warning-not-accepted', named(unexplained)) : null;
}

/**
 * The content of a freeze or a correction, checked: it is this agency's report of this year in
 * its format, the year is over, its figures balance, and each warning that stands is explained.
 */
export function frozenContent(
  input: FreezeInput,
  facts: ReportFilingFacts,
): FrozenContent | Refusal<ReportFilingRefusal> {
  const { report, caseListDigest } = input;
  const definition = definitionForYear(facts.year);
  if (isRefusal(definition)) return definition;
  const refused =
    belongsHere(report, definition, facts) ??
    yearIsOver(input, facts.year) ??
    checksAllow(input, definition);
  if (refused !== null) return refused;
  const activeDisclosure = completeActiveDisclosure(definition, report.tables.activeDisclosure);
  if (isRefusal(activeDisclosure)) return activeDisclosure;
  return {
    definitionId: definition.id,
    asOf: report.asOf,
    knownAt: report.knownAt,
    logPosition: report.logPosition,
    tables: { ...report.tables, activeDisclosure },
    narrative: report.narrative,
    caseListDigest,
  };
}

/** A freeze takes section 二 as it was entered; another figure has no event behind it. */
export function sectionTwoDiffers(
  content: ActiveDisclosureFigures,
  entered: readonly DisclosureEntry[],
  definition: ReportDefinition,
): Answer {
  const expected = activeDisclosureOf(definition, entered);
  if (JSON.stringify(expected) === JSON.stringify(content)) return null;
  return refuse('section-two-differs', { entered: expected, frozen: content });
}
