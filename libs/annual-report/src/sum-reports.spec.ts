import { report2019 } from './definitions/report-2019';
import { report2021 } from './definitions/report-2021';
import { sumActiveDisclosure, sumReports } from './sum-reports';
import { derived, remedyFact, requestFor, seedCases } from './testing';

describe('the sum of reports', () => {
  it('adds cell by cell', async () => {
    const part = await derived(
      requestFor(2019, seedCases, [remedyFact('r', { endedOn: '2019-07-01', result: 'upheld' })]),
    );
    const sum = sumReports(report2019, [part, part]);
    expect(sum.tables.applications.unableNotHeld?.naturalPerson).toBe(12);
    expect(sum.tables.applications.resultsTotal?.total).toBe(14);
    expect(sum.tables.remedies.review).toEqual({
      upheld: 2,
      corrected: 0,
      otherResult: 0,
      pending: 0,
      total: 2,
    });
    expect(sum.narrative.byDisposal).toEqual({ alreadyPublic: 2, informationNotExist: 12 });
  });

  it('adds amounts without the traces of binary fractions', () => {
    const part = (amount: number) => ({ art20_8: { adminFees: { amount } } });
    const sum = sumActiveDisclosure(report2021, [part(0.1), part(0.2)]);
    expect(sum.art20_8?.adminFees?.amount).toBe(0.3);
    expect(sum.art20_1?.rules?.issued).toBe(0);
  });
});
