import {
  type AnnualReport,
  deriveReport,
  inMemorySource,
  type CaseFact,
  type RemedyFact,
  type ReportRequest,
} from '@sunledger/annual-report';
import { isRefusal } from '@sunledger/decider';
import { defaultPolicy } from '@sunledger/policy';

/** A request for the whole-year report of agency `A`, section 二 left empty. */
export const requestFor = (
  year: number,
  cases: readonly CaseFact[],
  remedies: readonly RemedyFact[] = [],
): ReportRequest => ({
  agency: { code: 'A', name: '甲镇' },
  agencies: ['A'],
  year,
  asOf: `${year}-12-31`,
  knownAt: '2030-01-01T00:00:00.000Z',
  logPosition: '42',
  policy: defaultPolicy,
  source: inMemorySource(cases, remedies),
});

/** The derived report; a refusal fails the test. */
export async function derived(request: ReportRequest): Promise<AnnualReport> {
  const report = await deriveReport(request);
  if (isRefusal(report)) throw new Error(`refused: ${report.refused}`);
  return report;
}
