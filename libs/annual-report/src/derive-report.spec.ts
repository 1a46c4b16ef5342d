import { deriveReport } from './derive-report';
import { inMemorySource } from './in-memory-source';
import { caseFact, derived, requestFor } from './testing';

describe('a request carried over', () => {
  // Received in 2019, still open in 2020, answered in 2021.
  const slow = caseFact('slow', {
    applicantType: 'business',
    receivedOn: '2019-12-30',
    closedOn: '2021-02-01',
    disposalKind: 'partiallyDisclosed',
    onTime: false,
  });
  const figures = async (year: number) => {
    const { tables, checks } = await derived(requestFor(year, [slow]));
    expect(checks.filter(({ id, ok }) => !ok && id !== 's2.notEntered')).toEqual([]);
    const lines = ['newReceived', 'carriedIn', 'partiallyDisclosed', 'resultsTotal', 'carriedOut'];
    return lines.map((line) => tables.applications[line]?.business);
  };

  it.each([
    [2019, [1, 0, 0, 0, 1]],
    [2020, [0, 1, 0, 0, 1]],
    [2021, [0, 1, 1, 1, 0]],
    [2022, [0, 0, 0, 0, 0]],
  ])('counts in %i as received, carried and closed', async (year, expected) => {
    expect(await figures(year)).toEqual(expected);
  });

  it('counts a closing on 31 December in the year, one on 1 January in the next', async () => {
    const last = caseFact('last', { closedOn: '2019-12-31', disposalKind: 'disclosedProvided' });
    const first = caseFact('first', { closedOn: '2020-01-01', disposalKind: 'disclosedProvided' });
    const of2019 = (await derived(requestFor(2019, [last, first]))).tables.applications;
    const of2020 = (await derived(requestFor(2020, [last, first]))).tables.applications;
    expect([of2019.disclosed?.total, of2019.carriedOut?.total]).toEqual([1, 1]);
    expect([of2020.carriedIn?.total, of2020.disclosed?.total]).toEqual([1, 1]);
  });
});

describe('the cut-off', () => {
  const answered = caseFact('answered', {
    receivedOn: '2019-06-03',
    closedOn: '2019-07-01',
    disposalKind: 'disclosedProvided',
    onTime: true,
  });
  const later = caseFact('later', { receivedOn: '2019-07-01' });

  it('counts a running year up to and with the day asked for', async () => {
    const request = { ...requestFor(2019, [answered, later]), asOf: '2019-06-30' };
    const { asOf, tables, narrative } = await derived(request);
    expect(asOf).toBe('2019-06-30');
    expect([
      tables.applications.newReceived?.total,
      tables.applications.resultsTotal?.total,
      tables.applications.carriedOut?.total,
      narrative.closedOnTime,
    ]).toEqual([1, 0, 1, 0]);
  });

  it('never lies after 31 December, so the report stays byte for byte the same', async () => {
    const atYearEnd = await derived(requestFor(2019, [answered, later]));
    const since = [
      answered,
      { ...later, closedOn: '2020-02-03', disposalKind: 'otherMisc' as const, onTime: true },
      caseFact('next year', { receivedOn: '2020-01-02' }),
    ];
    const afterwards = await derived({ ...requestFor(2019, since), asOf: '2021-05-01' });
    expect(JSON.stringify(afterwards)).toBe(JSON.stringify(atYearEnd));
  });

  it('refuses a day before the year', async () => {
    expect(await deriveReport({ ...requestFor(2019, []), asOf: '2018-12-31' })).toEqual({
      refused: 'as-of-before-year',
      facts: { year: 2019, asOf: '2018-12-31', firstDay: '2019-01-01' },
    });
  });

  it('refuses a year before the unified formats', async () => {
    expect(await deriveReport(requestFor(2018, []))).toMatchObject({
      refused: 'report-format-unknown',
    });
  });
});

describe('lapsed requests', () => {
  const lapsed = (year: number) => [
    caseFact('correction', {
      receivedOn: `${year}-03-01`,
      closedOn: `${year}-04-01`,
      disposalKind: 'correctionLapsed',
    }),
    caseFact('fee', {
      receivedOn: `${year}-03-01`,
      closedOn: `${year}-04-02`,
      disposalKind: 'feeLapsed',
    }),
  ];

  it('share （六）其他处理 in the 2019 format', async () => {
    const { tables } = await derived(requestFor(2019, lapsed(2019)));
    expect(tables.applications.other?.total).toBe(2);
  });

  it('have a row each in the 2021 format, and none without figures', async () => {
    const { tables } = await derived(requestFor(2021, lapsed(2021)));
    expect(tables.applications.otherCorrectionLapsed?.total).toBe(1);
    expect(tables.applications.otherFeeLapsed?.total).toBe(1);
    expect(tables.applications.otherMisc?.total).toBe(0);
    expect(tables.applications).not.toHaveProperty('other');
  });
});

describe('the prose figures', () => {
  it('count fees by the day they were assessed and the day they were paid', async () => {
    const fees = [
      caseFact('both', {
        receivedOn: '2021-03-01',
        feeAssessedOn: '2021-03-10',
        feeAssessedYuan: 100,
        feePaidOn: '2021-03-20',
        feePaidYuan: 100,
      }),
      caseFact('paid next year', {
        receivedOn: '2021-12-01',
        feeAssessedOn: '2021-12-20',
        feeAssessedYuan: 300,
        feePaidOn: '2022-01-05',
        feePaidYuan: 300,
      }),
    ];
    const of = async (year: number) => (await derived(requestFor(year, fees))).narrative.fees;
    expect(await of(2021)).toEqual({
      assessedCases: 2,
      assessedYuan: 400,
      paidCases: 1,
      paidYuan: 100,
    });
    expect(await of(2022)).toEqual({
      assessedCases: 0,
      assessedYuan: 0,
      paidCases: 1,
      paidYuan: 300,
    });
  });

  it('tell the channels of new requests apart', async () => {
    const cases = [
      caseFact('one', { channel: 'internet' }),
      caseFact('two', { channel: 'signedMail' }),
      caseFact('three', { channel: 'internet' }),
    ];
    const { narrative } = await derived(requestFor(2019, cases));
    expect(narrative.byChannel).toEqual({ signedMail: 1, internet: 2 });
  });
});

describe('section 二', () => {
  it.each([
    [{ art20_1: { rules: { newlyMade: 1.5 } } }, 'impossible-figure'],
    [{ art20_1: { rules: { newlyMade: -1 } } }, 'impossible-figure'],
    [{ art20_9: { centralizedProcurement: { procurementAmount: 1.23456 } } }, 'impossible-figure'],
    [{ art20_1: { rules: { issued: 1 } } }, 'unknown-cell'],
    [{ art20_1: { rules: { content: 1 } } }, 'unknown-cell'],
    [{ art20_7: { rules: { newlyMade: 1 } } }, 'unknown-cell'],
  ])('refuses %j', async (activeDisclosure, refused) => {
    const answer = await deriveReport({ ...requestFor(2019, []), activeDisclosure });
    expect(answer).toMatchObject({ refused, facts: { table: 'activeDisclosure' } });
  });

  it('takes a decrease and four decimal places', async () => {
    const activeDisclosure = {
      art20_5: { licensing: { changeThisYear: -2 } },
      art20_9: { centralizedProcurement: { procurementAmount: 25.1234 } },
    };
    const { tables } = await derived({ ...requestFor(2019, []), activeDisclosure });
    expect(tables.activeDisclosure.art20_5?.licensing?.changeThisYear).toBe(-2);
    expect(tables.activeDisclosure.art20_9?.centralizedProcurement?.procurementAmount).toBe(
      25.1234,
    );
  });

  it('warns while nobody has entered any figure', async () => {
    const { checks } = await derived(requestFor(2019, []));
    expect(checks.find(({ id }) => id === 's2.notEntered')).toMatchObject({
      ok: false,
      severity: 'warning',
    });
  });
});

describe('a roll-up', () => {
  it('counts the cases of the agencies asked for and no other', async () => {
    const cases = ['A', 'B', 'C'].map((agency) => caseFact(`of ${agency}`, { agency }));
    const count = async (agencies: readonly string[] | 'all') =>
      (await derived({ ...requestFor(2019, []), agencies, source: inMemorySource(cases) }))
        .narrative.received;
    expect([await count(['A']), await count(['A', 'B']), await count('all')]).toEqual([1, 2, 3]);
  });
});
