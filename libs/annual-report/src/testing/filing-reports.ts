import { activeDisclosureOf, type AnnualReport, report2019 } from '@sunledger/annual-report';
import { derived, requestFor } from './derived';
import { caseFact } from './facts';
import { seedActiveDisclosure, seedCases } from './seed';

/** Reports of 2019 to file: one in order, one without section 二, one that does not balance. */
export async function filingReports(): Promise<{
  readonly report: AnnualReport;
  readonly unexplained: AnnualReport;
  readonly unbalanced: AnnualReport;
}> {
  const activeDisclosure = activeDisclosureOf(report2019, seedActiveDisclosure);
  const bad = caseFact('bad', { closedOn: '2019-05-06', disposalKind: null });
  return {
    report: await derived({ ...requestFor(2019, seedCases), activeDisclosure }),
    unexplained: await derived(requestFor(2019, seedCases)),
    unbalanced: await derived({ ...requestFor(2019, [...seedCases, bad]), activeDisclosure }),
  };
}
