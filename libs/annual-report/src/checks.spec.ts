import type { CaseFact } from './facts';
import { caseFact, derived, remedyFact, requestFor } from './testing';

const failed = async (request: ReturnType<typeof requestFor>) =>
  (await derived(request)).checks
    .filter(({ id, ok }) => !ok && id !== 's2.notEntered')
    .map(({ id, cases, severity }) => [id, cases, severity]);

const carriedCase = (caseId: string) =>
  caseFact(caseId, { receivedOn: '2019-12-02', closedOn: '2020-01-20', disposalKind: 'otherMisc' });

const carriedOut = (naturalPerson: number) => ({
  naturalPerson,
  business: 0,
  research: 0,
  publicBenefit: 0,
  legalService: 0,
  otherOrg: 0,
  total: naturalPerson,
});

describe('the cases behind a failed check', () => {
  it('are those that were closed without saying how', async () => {
    const cases = [
      caseFact('good', { closedOn: '2019-04-01', disposalKind: 'disclosedProvided' }),
      caseFact('bad', { closedOn: '2019-04-01', disposalKind: null }),
    ];
    const report = await derived(requestFor(2019, cases));
    expect(report.checks[0]).toEqual({
      id: 's3.balance',
      ok: false,
      cases: ['bad'],
      severity: 'error',
      message:
        '自然人：2＋0 ≠ 1＋0；总计：2＋0 ≠ 1＋0' +
        '（表头角注：第一项加第二项之和，等于第三项加第四项之和）',
    });
  });

  it('are those whose applicant fits no column', async () => {
    // A fact out of an unknown source; the type rules it out, the check must not rely on that.
    const strange = { ...caseFact('strange'), applicantType: 'embassy' } as unknown as CaseFact;
    expect(await failed(requestFor(2019, [strange, caseFact('good')]))).toEqual([
      ['s3.rowTotal', ['strange'], 'error'],
    ]);
  });

  it('are the remedies that ended without a result', async () => {
    const remedies = [
      remedyFact('r1', { caseId: 'c1', endedOn: '2019-07-01', result: null }),
      remedyFact('r2', { caseId: 'c2', endedOn: '2019-07-01', result: 'upheld' }),
    ];
    expect(await failed(requestFor(2019, [], remedies))).toEqual([
      ['s4.review.total', ['c1'], 'error'],
    ]);
  });
});

describe('continuity with last year', () => {
  const cases = [carriedCase('one'), carriedCase('two')];

  it('holds with what is now known of last year when nothing was frozen', async () => {
    expect(await failed(requestFor(2020, cases))).toEqual([]);
  });

  it('holds with the frozen figures when they are the same', async () => {
    const previousCarriedOut = { figures: carriedOut(2) };
    expect(await failed({ ...requestFor(2020, cases), previousCarriedOut })).toEqual([]);
  });

  it('names the case that was logged after the freeze', async () => {
    const previousCarriedOut = { figures: carriedOut(1), cases: ['one'] };
    expect(await failed({ ...requestFor(2020, cases), previousCarriedOut })).toEqual([
      ['s3.continuity', ['two'], 'warning'],
    ]);
  });

  it('names what is carried in when the frozen report kept no list', async () => {
    const previousCarriedOut = { figures: carriedOut(3) };
    expect(await failed({ ...requestFor(2020, cases), previousCarriedOut })).toEqual([
      ['s3.continuity', ['one', 'two'], 'warning'],
    ]);
  });
});

describe('a suit without the review that had to come first', () => {
  const refusedOn = (closedOn: string, disposalKind: CaseFact['disposalKind']) =>
    caseFact('refused', { receivedOn: '2023-12-01', closedOn, disposalKind });
  const suit = remedyFact('suit', {
    caseId: 'refused',
    kind: 'directSuit',
    acceptedOn: '2024-03-01',
  });

  it.each([
    ['2024-01-01', 'refusedProcess', [['s4.reviewFirst', ['refused'], 'warning']]],
    // Before 行政复议法 (2023) took effect the choice was free.
    ['2023-12-31', 'refusedProcess', []],
    // 行政查询事项 is printed under 不予公开 but is no refusal under arts 14–16.
    ['2024-01-01', 'refusedAdminQuery', []],
  ] as const)('closed %s as %s', async (closedOn, kind, expected) => {
    expect(await failed(requestFor(2024, [refusedOn(closedOn, kind)], [suit]))).toEqual(expected);
  });

  it('does not concern a suit after review', async () => {
    const afterReview = { ...suit, kind: 'suitAfterReview' as const };
    const cases = [refusedOn('2024-01-02', 'refusedProcess')];
    expect(await failed(requestFor(2024, cases, [afterReview]))).toEqual([]);
  });

  it('is not looked for before 2024', async () => {
    const { checks } = await derived(requestFor(2023, []));
    expect(checks.map(({ id }) => id)).not.toContain('s4.reviewFirst');
  });
});
