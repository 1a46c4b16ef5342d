import { refuse, type Refusal } from '@sunledger/decider';
import { report2019 } from './report-2019';
import { report2021 } from './report-2021';
import type { ReportDefinition } from './report-definition';

/** Every official format, oldest first; a report year keeps its format for ever. */
export const reportDefinitions: readonly ReportDefinition[] = [report2019, report2021];

/**
 * The official format of a report year: 国办公开办函〔2019〕60号 for 2019 and 2020,
 * 国办公开办函〔2021〕30号 from 2021 on.
 * @returns a refusal for a year that had no unified format (before 2019) or is not a year.
 */
export function definitionForYear(
  year: number,
): ReportDefinition | Refusal<'report-format-unknown'> {
  const definition = reportDefinitions.find(
    ({ appliesToReportYears: { from, to } }) =>
      Number.isInteger(year) && from <= year && year <= (to ?? 9999),
  );
  return definition ?? refuse('report-format-unknown', { year, firstYear: 2019 });
}
