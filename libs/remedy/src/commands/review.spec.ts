import {
  type RemedyCommand,
  remedyRefusalSentence,
  reviewDecisions,
  reviewDecisionTypes,
} from '../index';
import {
  acceptedReview,
  acceptReview,
  docketedSuit,
  factsOf,
  fileReview,
  given,
  refusedIn2023,
} from '../testing';

const decided = (on: string): RemedyCommand => ({ type: 'DecideReview', on, decision: 'upheld' });
const code = (refused: string): unknown => expect.objectContaining({ refused });

describe('filing a review', () => {
  it('names the request and its agency', () => {
    expect(given([]).when(fileReview('2023-03-01'))).toEqual([
      {
        type: 'ReviewFiled',
        occurredOn: '2023-03-01',
        data: { remedyId: 'remedy-1', caseId: 'case-1', agency: 'sunvale' },
      },
    ]);
  });

  it('is refused about a request that is not there', () => {
    expect(given([], { request: undefined }).when(fileReview('2023-03-01'))).toEqual(
      code('request-unknown'),
    );
    const other = { ...refusedIn2023, caseId: 'case-2' };
    expect(given([], { request: other }).when(fileReview('2023-03-01'))).toEqual(
      code('request-unknown'),
    );
  });

  it('is refused about a voided registration', () => {
    const request = { ...refusedIn2023, voided: true };
    expect(given([], { request }).when(fileReview('2023-03-01'))).toEqual(code('request-voided'));
  });

  it('is refused before the request was received', () => {
    expect(given([]).when(fileReview('2023-01-31'))).toEqual({
      refused: 'filed-before-receipt',
      facts: { on: '2023-01-31', receivedOn: '2023-02-01' },
    });
  });

  it('is allowed while the request is unanswered', () => {
    const { reply: _none, ...silent } = refusedIn2023;
    expect(given([], { request: silent }).when(fileReview('2023-03-15'))).toHaveLength(1);
  });

  it('happens once', () => {
    expect(given([fileReview('2023-03-01')]).when(fileReview('2023-03-02'))).toEqual({
      refused: 'remedy-already-filed',
      facts: { remedyId: 'remedy-1', kindLabel: '行政复议' },
    });
  });
});

describe('accepting a review', () => {
  it('needs a filing', () => {
    expect(given([]).when(acceptReview('2023-03-06'))).toEqual(code('remedy-not-filed'));
  });

  it('is refused before the day of filing', () => {
    expect(given([fileReview('2023-03-01')]).when(acceptReview('2023-02-28'))).toEqual({
      refused: 'date-out-of-order',
      facts: {
        what: '复议受理',
        on: '2023-02-28',
        earlierWhat: '提起',
        earlierOn: '2023-03-01',
      },
    });
  });

  it('happens once', () => {
    expect(given(acceptedReview).when(acceptReview('2023-03-07'))).toEqual({
      refused: 'already-accepted',
      facts: { acceptedOn: '2023-03-06' },
    });
  });

  it('is refused of a suit', () => {
    expect(given(docketedSuit).when(acceptReview('2023-05-01'))).toEqual(
      code('remedy-kind-mismatch'),
    );
  });
});

describe('deciding a review', () => {
  it('is refused before acceptance, unless the decision is not to accept', () => {
    const filed = given([fileReview('2023-03-01')]);
    expect(filed.when(decided('2023-04-28'))).toEqual(code('not-accepted-yet'));
    expect(
      filed.when({ type: 'DecideReview', on: '2023-03-06', decision: 'notAccepted' }),
    ).toHaveLength(1);
  });

  it('cannot refuse to accept what was accepted', () => {
    expect(
      given(acceptedReview).when({
        type: 'DecideReview',
        on: '2023-03-08',
        decision: 'notAccepted',
      }),
    ).toEqual({
      refused: 'refusal-after-acceptance',
      facts: { acceptedOn: '2023-03-06', decisionLabel: '不予受理' },
    });
  });

  it('happens once', () => {
    expect(given([...acceptedReview, decided('2023-04-28')]).when(decided('2023-05-04'))).toEqual({
      refused: 'already-decided',
      facts: { decidedOn: '2023-04-28', commandLabel: '复议决定' },
    });
  });

  it('is refused before acceptance in time', () => {
    expect(given(acceptedReview).when(decided('2023-03-05'))).toEqual(code('date-out-of-order'));
  });

  it('says how it ended', () => {
    expect(given(acceptedReview).when({ type: 'DecideReview', on: '2023-04-28' })).toEqual(
      code('decision-missing'),
    );
  });

  it('takes a bare result from a ledger only, with a warning', () => {
    const command: RemedyCommand = { type: 'DecideReview', on: '2023-04-28', result: 'upheld' };
    expect(given(acceptedReview).when(command)).toEqual(code('decision-type-missing'));
    expect(given(acceptedReview, { attested: true }).when(command)).toEqual([
      expect.objectContaining({
        data: { result: 'upheld' },
        warnings: ['decision-type-missing'],
      }),
    ]);
  });

  it('refuses a result that its kind of decision contradicts', () => {
    expect(
      given(acceptedReview).when({
        type: 'DecideReview',
        on: '2023-04-28',
        decision: 'revoked',
        result: 'upheld',
      }),
    ).toEqual({
      refused: 'result-contradicts-decision',
      facts: { decisionLabel: '撤销、部分撤销（责令重作）', resultLabel: '结果维持' },
    });
  });

  // The columns of the domain reference §4.5, copied from its table.
  it.each([
    ['upheld', 'upheld', '六十八'],
    ['requestDismissed', 'upheld', '六十九'],
    ['changed', 'corrected', '六十三'],
    ['revoked', 'corrected', '六十四'],
    ['confirmedUnlawful', 'corrected', '六十五'],
    ['orderedToPerform', 'corrected', '六十六'],
    ['confirmedInvalid', 'corrected', '六十七'],
    ['withoutEvidence', 'corrected', '七十'],
    ['applicationDismissed', 'otherResult', '三十三'],
    ['terminated', 'otherResult', '四十一'],
    ['mediated', 'otherResult', '七十三'],
  ] as const)('%s (art %3$s) stands in the column %s', (decision, result, article) => {
    expect(reviewDecisions[decision].article).toBe(`行政复议法第${article}条`);
    expect(
      factsOf([...acceptedReview, { type: 'DecideReview', on: '2023-04-28', decision }]),
    ).toEqual([expect.objectContaining({ endedOn: '2023-04-28', result })]);
  });

  it('knows twelve ways to end', () => {
    expect(reviewDecisionTypes).toHaveLength(12);
  });
});

describe('what section 四 counts of a review', () => {
  it('is nothing until it is accepted', () => {
    expect(factsOf([fileReview('2023-03-01')])).toEqual([]);
    expect(
      factsOf([fileReview('2023-03-01'), { type: 'WithdrawReview', on: '2023-03-03' }]),
    ).toEqual([]);
  });

  it('is pending from acceptance', () => {
    expect(factsOf(acceptedReview)).toEqual([
      {
        remedyId: 'remedy-1',
        instance: 1,
        caseId: 'case-1',
        agency: 'sunvale',
        kind: 'review',
        acceptedOn: '2023-03-06',
        openedOn: '2023-03-06',
        endedOn: null,
        result: null,
        appealedOn: null,
      },
    ]);
  });

  it('counts 不予受理 on the day of that decision', () => {
    expect(
      factsOf([
        fileReview('2023-12-29'),
        { type: 'DecideReview', on: '2024-01-04', decision: 'notAccepted' },
      ]),
    ).toEqual([
      expect.objectContaining({
        acceptedOn: '2024-01-04',
        endedOn: '2024-01-04',
        result: 'otherResult',
      }),
    ]);
  });

  it('counts a withdrawal after acceptance as 其他结果, and nothing after it', () => {
    const withdrawn = [...acceptedReview, { type: 'WithdrawReview', on: '2023-03-20' }] as const;
    expect(factsOf(withdrawn)).toEqual([
      expect.objectContaining({ endedOn: '2023-03-20', result: 'otherResult' }),
    ]);
    expect(given(withdrawn).when(decided('2023-04-28'))).toEqual({
      refused: 'remedy-withdrawn',
      facts: { withdrawnOn: '2023-03-20' },
    });
  });

  it('is pending again when asked as of a day before the decision', () => {
    expect(factsOf([...acceptedReview, decided('2023-04-28')], '2023-04-27')).toEqual([
      expect.objectContaining({ endedOn: null, result: null }),
    ]);
  });
});

describe('every command about a remedy', () => {
  it.each([
    ['a day that does not exist', { on: '2023-02-29' }, 'date-unreal'],
    ['a day to come', { on: '2026-07-01' }, 'date-in-future'],
    ['another shape', { on: '1 March' }, 'command-invalid'],
  ])('refuses %s', (_what, { on }, refused) => {
    expect(given([]).when(fileReview(on))).toEqual(code(refused));
  });

  it('asks why it is logged late', () => {
    const late = { ...fileReview('2026-06-19'), lateReason: undefined };
    expect(given([]).when(late)).toEqual({
      refused: 'late-logging-needs-reason',
      facts: { on: '2026-06-19', days: 11 },
    });
    expect(given([]).when({ ...late, on: '2026-06-20' })).toHaveLength(1);
    expect(given([], { attested: true }).when(late)).toHaveLength(1);
  });

  it('refuses a name that is none', () => {
    const stranger = { type: 'ForgetReview', on: '2023-03-01' } as unknown as RemedyCommand;
    expect(given([]).when(stranger)).toEqual(code('command-invalid'));
  });
});

describe('the sentence of a refusal', () => {
  it('names the facts', () => {
    expect(
      remedyRefusalSentence('filed-before-receipt', { on: '2023-01-31', receivedOn: '2023-02-01' }),
    ).toBe('日期 2023-01-31 早于收到公开申请之日 2023-02-01，请核对。');
    expect(remedyRefusalSentence('remedy-withdrawn', {})).toContain('（未知）');
  });
});
