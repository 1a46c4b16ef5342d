import { isRefusal, type Refusal } from '@sunledger/decider';
import type { IsoDate } from '@sunledger/working-days';
import { completeActiveDisclosure, type DisclosureRefusal } from './active-disclosure';
import type { ActiveDisclosureFigures, AnnualReport } from './annual-report';
import { carriedOutSelector } from './cells';
import { type PreviousCarriedOut, reportChecks } from './checks';
import type { CarriedOutFigures } from './constraints';
import { definitionForYear } from './definitions/definition-for-year';
import {
  applicationFigures,
  narrativeFigures,
  remedyFigures,
  rowFigures,
  tallyCases,
} from './figures';
import {
  type AgencySet,
  periodBefore,
  reportPeriod,
  type ReportPeriod,
  type ReportPolicy,
} from './period';
import type { ReportSource } from './report-source';

export interface ReportRequest {
  /** Whose report it is; in a roll-up the supervising office. */
  readonly agency: { readonly code: string; readonly name: string };
  /** Whose cases are counted: the agency alone, or every agency of the roll-up. */
  readonly agencies: AgencySet;
  readonly year: number;
  /** Cut-off; a day after the year's end counts as 31 December. */
  readonly asOf: IsoDate;
  /** UTC instant and log position at which `source` is fixed; printed, not interpreted. */
  readonly knownAt: string;
  readonly logPosition: string;
  readonly policy: ReportPolicy;
  /** Section 二 as entered (for a roll-up: summed); absent when nobody has entered any. */
  readonly activeDisclosure?: ActiveDisclosureFigures;
  readonly source: ReportSource;
  /** Last year's frozen or published 结转下年度; derived from the same source when absent. */
  readonly previousCarriedOut?: PreviousCarriedOut;
}

export type ReportRefusal = 'report-format-unknown' | 'as-of-before-year' | DisclosureRefusal;

const carriedOutOf = async (
  source: ReportSource,
  period: ReportPeriod,
  policy: ReportPolicy,
): Promise<CarriedOutFigures> =>
  rowFigures(await source.tally(carriedOutSelector(period, policy), ['applicantType']));

/**
 * The statutory report (条例 art 50) of one agency or a roll-up, derived from facts: no figure of
 * sections 三 and 四 is ever typed in. Equal arguments give the same bytes.
 * @returns a refusal for a year without a format, a cut-off before the year, or a figure of
 * section 二 that the format cannot hold.
 */
export async function deriveReport(
  request: ReportRequest,
): Promise<AnnualReport | Refusal<ReportRefusal>> {
  const { agency, agencies, year, policy, source, previousCarriedOut } = request;
  const definition = definitionForYear(year);
  if (isRefusal(definition)) return definition;
  const period = reportPeriod(agencies, year, request.asOf);
  if (isRefusal(period)) return period;
  const entered = request.activeDisclosure ?? {};
  const activeDisclosure = completeActiveDisclosure(definition, entered);
  if (isRefusal(activeDisclosure)) return activeDisclosure;

  const [tallies, remedies, carriedOutBefore] = await Promise.all([
    tallyCases(source, period, policy),
    remedyFigures(source, period, policy),
    previousCarriedOut?.figures ?? carriedOutOf(source, periodBefore(period), policy),
  ]);
  const narrative = await narrativeFigures(source, definition, tallies, period, policy);
  const tables = {
    activeDisclosure,
    applications: applicationFigures(definition, tallies, policy),
    remedies,
  };
  const checks = await reportChecks(
    { tables, narrative },
    { source, definition, period, policy },
    previousCarriedOut,
    carriedOutBefore,
    Object.keys(entered).length > 0,
  );
  return {
    agency: { code: agency.code, name: agency.name },
    year,
    format: definition.format,
    asOf: period.cutOff,
    knownAt: request.knownAt,
    logPosition: request.logPosition,
    tables,
    narrative,
    checks,
  };
}
