import { defaultPolicy } from '@sunledger/policy';
import { report2019 } from './definitions/report-2019';
import { report2021 } from './definitions/report-2021';
import { rowOfDisposal } from './cells';
import type { ReportPolicy } from './period';
import { caseFact, derived, remedyFact, requestFor } from './testing';

const switched = (policy: Partial<ReportPolicy>) => ({ ...defaultPolicy, ...policy });

describe('notGovInfoRow', () => {
  it.each([
    ['other', 'other', 'otherMisc'],
    ['unableNotHeld', 'unableNotHeld', 'unableNotHeld'],
    ['notProcessedPetition', 'notProcessedPetition', 'notProcessedPetition'],
  ] as const)('%s counts in the row it names, in either format', (answer, of2019, of2021) => {
    const policy = switched({ notGovInfoRow: answer });
    expect(rowOfDisposal(report2019, 'notGovernmentInformation', policy)).toBe(of2019);
    expect(rowOfDisposal(report2021, 'notGovernmentInformation', policy)).toBe(of2021);
  });

  it('moves the case in the table', async () => {
    const cases = [
      caseFact('one', { closedOn: '2019-04-01', disposalKind: 'notGovernmentInformation' }),
    ];
    const rows = async (policy: ReportPolicy) => {
      const { applications } = (await derived({ ...requestFor(2019, cases), policy })).tables;
      return [applications.other?.total, applications.unableNotHeld?.total];
    };
    expect(await rows(defaultPolicy)).toEqual([1, 0]);
    expect(await rows(switched({ notGovInfoRow: 'unableNotHeld' }))).toEqual([0, 1]);
  });
});

describe('archivesRow', () => {
  it.each([
    ['other', 'other', 'otherMisc'],
    ['unableNotHeld', 'unableNotHeld', 'unableNotHeld'],
    ['refusedAdminQuery', 'refusedAdminQuery', 'refusedAdminQuery'],
  ] as const)('%s counts in the row it names, in either format', (answer, of2019, of2021) => {
    const policy = switched({ archivesRow: answer });
    expect(rowOfDisposal(report2019, 'inStateArchives', policy)).toBe(of2019);
    expect(rowOfDisposal(report2021, 'inStateArchives', policy)).toBe(of2021);
  });
});

describe('withdrawnRow', () => {
  const withdrawn = { disposalKind: 'withdrawn', onTime: true } as const;
  const cases = [
    caseFact('same year', { receivedOn: '2021-03-01', closedOn: '2021-04-01', ...withdrawn }),
    caseFact('next year', { receivedOn: '2021-11-01', closedOn: '2022-01-10', ...withdrawn }),
    caseFact('answered', {
      receivedOn: '2021-11-02',
      closedOn: '2022-01-11',
      disposalKind: 'disclosedProvided',
      onTime: true,
    }),
  ];
  const notCounted = switched({ withdrawnRow: 'notCounted' });
  const report = (year: number, policy: ReportPolicy) =>
    derived({ ...requestFor(year, cases), policy });
  const lines = async (year: number, policy: ReportPolicy) => {
    const { applications } = (await report(year, policy)).tables;
    return ['newReceived', 'carriedIn', 'otherMisc', 'resultsTotal', 'carriedOut'].map(
      (line) => applications[line]?.total,
    );
  };

  it('other: counts a withdrawn request as received and as 其他处理', async () => {
    expect(await lines(2021, defaultPolicy)).toEqual([3, 0, 1, 1, 2]);
    expect(await lines(2022, defaultPolicy)).toEqual([0, 2, 1, 2, 0]);
  });

  it('notCounted: counts it nowhere once it is withdrawn, and still balances', async () => {
    expect(await lines(2021, notCounted)).toEqual([2, 0, 0, 0, 2]);
    expect(await lines(2022, notCounted)).toEqual([0, 1, 0, 1, 0]);
    const { checks, narrative } = await report(2022, notCounted);
    expect(checks.find(({ id }) => id === 's3.balance')?.ok).toBe(true);
    expect(narrative.byDisposal).toEqual({ disclosedProvided: 1 });
  });

  it('notCounted: names the request that breaks continuity', async () => {
    const { checks } = await report(2022, notCounted);
    expect(checks.find(({ id }) => id === 's3.continuity')).toMatchObject({
      ok: false,
      severity: 'warning',
      cases: ['next year'],
    });
  });
});

describe('section4CarryOver', () => {
  const carried = remedyFact('carried', {
    acceptedOn: '2019-11-04',
    endedOn: '2020-02-03',
    result: 'upheld',
  });
  const row = async (year: number, policy: ReportPolicy) =>
    (await derived({ ...requestFor(year, [], [carried]), policy })).tables.remedies.review;
  const none = { upheld: 0, corrected: 0, otherResult: 0, pending: 0, total: 0 };

  it('whilePending: counts in every year in which it was pending or ended', async () => {
    expect(await row(2019, defaultPolicy)).toEqual({ ...none, pending: 1, total: 1 });
    expect(await row(2020, defaultPolicy)).toEqual({ ...none, upheld: 1, total: 1 });
    expect(await row(2021, defaultPolicy)).toEqual(none);
  });

  it('acceptedInYear: counts only in the year it was accepted', async () => {
    const policy = switched({ section4CarryOver: 'acceptedInYear' });
    expect(await row(2019, policy)).toEqual({ ...none, pending: 1, total: 1 });
    expect(await row(2020, policy)).toEqual(none);
  });
});

describe('appealsCountOnce', () => {
  const suit = { kind: 'directSuit', acceptedOn: '2019-03-04' } as const;
  const instances = [
    remedyFact('suit', {
      ...suit,
      endedOn: '2019-06-03',
      result: 'upheld',
      appealedOn: '2019-06-17',
    }),
    remedyFact('suit', {
      ...suit,
      instance: 2,
      openedOn: '2019-06-17',
      endedOn: '2020-03-02',
      result: 'corrected',
    }),
  ];
  const row = async (year: number, policy: ReportPolicy) =>
    (await derived({ ...requestFor(year, [], instances), policy })).tables.remedies.directSuit;
  const none = { upheld: 0, corrected: 0, otherResult: 0, pending: 0, total: 0 };

  it('true: the last instance by the cut-off stands for the suit', async () => {
    expect(await row(2019, defaultPolicy)).toEqual({ ...none, pending: 1, total: 1 });
    expect(await row(2020, defaultPolicy)).toEqual({ ...none, corrected: 1, total: 1 });
  });

  it('false: each instance counts by itself', async () => {
    const policy = switched({ appealsCountOnce: false });
    expect(await row(2019, policy)).toEqual({ ...none, upheld: 1, pending: 1, total: 2 });
    expect(await row(2020, policy)).toEqual({ ...none, corrected: 1, total: 1 });
  });

  it('with acceptedInYear, a later instance belongs to the year of the suit or to its own', async () => {
    const once = switched({ section4CarryOver: 'acceptedInYear' });
    const laterAppeal = instances.map((fact) => ({
      ...fact,
      ...(fact.instance === 1 ? { appealedOn: '2020-01-06' } : { openedOn: '2020-01-06' }),
    }));
    const total = async (year: number, policy: ReportPolicy) =>
      (await derived({ ...requestFor(year, [], laterAppeal), policy })).tables.remedies.directSuit
        .total;
    expect([await total(2019, once), await total(2020, once)]).toEqual([1, 0]);
    const each = { ...once, appealsCountOnce: false };
    expect([await total(2019, each), await total(2020, each)]).toEqual([1, 1]);
  });

  it('an appeal of the next year does not change the report of the year before', async () => {
    const decided = instances.slice(0, 1).map((fact) => ({ ...fact, appealedOn: null }));
    const appealedLater = decided.map((fact) => ({ ...fact, appealedOn: '2020-01-06' }));
    for (const facts of [decided, appealedLater]) {
      const { tables } = await derived(requestFor(2019, [], facts));
      expect(tables.remedies.directSuit).toEqual({ ...none, upheld: 1, total: 1 });
    }
  });
});
