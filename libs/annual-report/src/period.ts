import { refuse, type Refusal } from '@sunledger/decider';
import type { Policy } from '@sunledger/policy';
import type { IsoDate } from '@sunledger/working-days';

/** One code per agency of a roll-up, or every agency there is. */
export type AgencySet = readonly string[] | 'all';

/** The switches that decide what counts where; the others act before facts reach the report. */
export type ReportPolicy = Pick<
  Policy,
  'withdrawnRow' | 'notGovInfoRow' | 'archivesRow' | 'section4CarryOver' | 'appealsCountOnce'
>;

/** Whose cases, and between which days, a report counts. */
export interface ReportPeriod {
  readonly agencies: AgencySet;
  readonly year: number;
  /** 1 January of the year. */
  readonly firstDay: IsoDate;
  /** The last day that counts: 31 December, or earlier in a report of a running year. */
  readonly cutOff: IsoDate;
}

export const firstDayOf = (year: number): IsoDate => `${String(year).padStart(4, '0')}-01-01`;
export const lastDayOf = (year: number): IsoDate => `${String(year).padStart(4, '0')}-12-31`;

/**
 * The period of a report year as of a date. What happens after 31 December never counts in it.
 * @returns a refusal when the date lies before the year.
 */
export function reportPeriod(
  agencies: AgencySet,
  year: number,
  asOf: IsoDate,
): ReportPeriod | Refusal<'as-of-before-year'> {
  const firstDay = firstDayOf(year);
  if (asOf < firstDay) return refuse('as-of-before-year', { year, asOf, firstDay });
  const lastDay = lastDayOf(year);
  return { agencies, year, firstDay, cutOff: asOf < lastDay ? asOf : lastDay };
}

/** The whole year before, whose carried-out requests are this year's carried-in ones. */
export const periodBefore = ({ agencies, year }: ReportPeriod): ReportPeriod => ({
  agencies,
  year: year - 1,
  firstDay: firstDayOf(year - 1),
  cutOff: lastDayOf(year - 1),
});
