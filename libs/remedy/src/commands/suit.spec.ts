import { foldRemedy, type RemedyCommand, suitDecisions, suitDecisionTypes } from '../index';
import {
  acceptedReview,
  docketedSuit,
  docketSuit,
  factsOf,
  fileReview,
  fileSuit,
  given,
  history,
  refusedIn2024,
} from '../testing';

const code = (refused: string): unknown => expect.objectContaining({ refused });
const decision = (on: string, kind: keyof typeof suitDecisions): RemedyCommand => ({
  type: 'DecideSuit',
  on,
  decision: kind,
});
const appeal = (on: string): RemedyCommand => ({ type: 'AppealSuit', on, by: 'applicant' });

describe('filing a suit after a review', () => {
  const afterReview: RemedyCommand = {
    ...fileSuit('2023-05-10'),
    type: 'FileSuit',
    remedyId: 'remedy-2',
    caseId: 'case-1',
    afterReview: true,
    reviewRemedyId: 'remedy-1',
  };
  const pending = foldRemedy(history(acceptedReview));
  const decided = foldRemedy(
    history([...acceptedReview, { type: 'DecideReview', on: '2023-05-04', decision: 'upheld' }]),
  );

  it('points to the review', () => {
    expect(given([], { review: decided }).when(afterReview)).toEqual([
      expect.objectContaining({
        data: expect.objectContaining({ afterReview: true, reviewRemedyId: 'remedy-1' }),
      }),
    ]);
  });

  it('asks for the review, and lets a ledger leave it out with a warning', () => {
    const { reviewRemedyId: _none, ...unnamed } = afterReview;
    expect(given([]).when(unnamed)).toEqual(code('review-record-missing'));
    expect(given([], { attested: true }).when(unnamed)).toEqual([
      expect.objectContaining({ warnings: ['review-record-missing'] }),
    ]);
  });

  it('refuses a review that is unknown, about another request, or itself a suit', () => {
    const other = foldRemedy(
      history(
        [{ ...fileReview('2024-03-01'), type: 'FileReview', remedyId: 'remedy-1', caseId: 'x' }],
        {
          request: { ...refusedIn2024, caseId: 'x' },
        },
      ),
    );
    const suit = foldRemedy(history(docketedSuit));
    for (const review of [undefined, other, suit]) {
      expect(given([], { review }).when(afterReview)).toEqual(code('review-unknown'));
    }
  });

  it('refuses while the review is pending, unless its term passed', () => {
    expect(given([], { review: pending }).when(afterReview)).toEqual(code('review-pending'));
    expect(
      given([], { review: pending }).when({ ...afterReview, reviewLapsed: true }),
    ).toHaveLength(1);
  });

  it('refuses a suit filed before the review decision', () => {
    expect(given([], { review: decided }).when({ ...afterReview, on: '2023-05-03' })).toEqual({
      refused: 'date-out-of-order',
      facts: {
        what: '起诉',
        on: '2023-05-03',
        earlierWhat: '复议审结',
        earlierOn: '2023-05-04',
      },
    });
  });

  it('refuses a direct suit that names a review', () => {
    expect(given([], { review: decided }).when({ ...afterReview, afterReview: false })).toEqual(
      code('direct-suit-names-review'),
    );
  });

  it('decides the column group', () => {
    const kindOf = (after: boolean) =>
      foldRemedy(
        history(
          [{ ...afterReview, ...(after ? {} : { afterReview: false, reviewRemedyId: undefined }) }],
          {
            review: decided,
          },
        ),
      ).filing?.kind;
    expect(kindOf(true)).toBe('suitAfterReview');
    expect(kindOf(false)).toBe('directSuit');
  });
});

describe('a direct suit where review must come first', () => {
  const warned = [expect.objectContaining({ warnings: ['review-first-skipped'] })];

  it('is logged with a warning: refusals under arts 14–16 decided since 2024', () => {
    expect(given([], { request: refusedIn2024 }).when(fileSuit('2024-03-01'))).toEqual(warned);
    expect(
      given([], { request: refusedIn2024, attested: true }).when(fileSuit('2024-03-01')),
    ).toEqual(warned);
  });

  it('is in order when the refusal was decided on the last day of 2023', () => {
    const reply = { disposalKind: 'refusedProcess', decidedOn: '2023-12-31' } as const;
    const request = { ...refusedIn2024, receivedOn: '2023-12-01' };
    const on2023 = { ...request, reply: { ...reply, remedyAdvice: 'choice' as const } };
    const on2024 = { ...on2023, reply: { ...on2023.reply, decidedOn: '2024-01-01' } };
    expect(given([], { request: on2023 }).when(fileSuit('2024-03-01'))).toEqual([
      expect.not.objectContaining({ warnings: expect.anything() }),
    ]);
    expect(given([], { request: on2024 }).when(fileSuit('2024-03-01'))).toEqual(warned);
  });

  it('is in order against 信息不存在, against silence, and before the refusal', () => {
    const { reply: _none, ...silent } = refusedIn2024;
    const notHeld = {
      ...refusedIn2024,
      reply: {
        disposalKind: 'informationNotExist',
        decidedOn: '2024-02-20',
        remedyAdvice: 'choice',
      },
    } as const;
    for (const [request, on] of [
      [silent, '2024-03-01'],
      [notHeld, '2024-03-01'],
      [refusedIn2024, '2024-02-19'],
    ] as const) {
      expect(given([], { request }).when(fileSuit(on))).toEqual([
        expect.not.objectContaining({ warnings: expect.anything() }),
      ]);
    }
  });

  it('is doubted where the reply itself told to go to review first', () => {
    const reply = {
      disposalKind: 'partiallyDisclosed',
      decidedOn: '2024-02-20',
      remedyAdvice: 'reviewFirst',
    } as const;
    expect(
      given([], { request: { ...refusedIn2024, reply } }).when(fileSuit('2024-03-01')),
    ).toEqual(warned);
  });

  it('is not asked of a suit after review', () => {
    const suit = given([], { request: refusedIn2024, attested: true }).when({
      ...fileSuit('2024-06-03'),
      type: 'FileSuit',
      remedyId: 'remedy-1',
      caseId: 'case-1',
      afterReview: true,
    });
    expect(suit).toEqual([expect.objectContaining({ warnings: ['review-record-missing'] })]);
  });
});

describe('the course of a suit', () => {
  it('is docketed after it was filed, and once', () => {
    expect(given([]).when(docketSuit('2023-04-10'))).toEqual(code('remedy-not-filed'));
    expect(given([fileSuit('2023-04-03')]).when(docketSuit('2023-04-02'))).toEqual(
      code('date-out-of-order'),
    );
    expect(given(docketedSuit).when(docketSuit('2023-04-11'))).toEqual(code('already-accepted'));
  });

  it('is decided after it was docketed, unless the court refuses to docket', () => {
    const filed = given([fileSuit('2023-04-03')]);
    expect(filed.when(decision('2023-08-01', 'revoked'))).toEqual(code('not-accepted-yet'));
    expect(filed.when(decision('2023-04-10', 'notDocketed'))).toHaveLength(1);
    expect(given(docketedSuit).when(decision('2023-08-01', 'notDocketed'))).toEqual(
      code('refusal-after-acceptance'),
    );
  });

  it('is decided once in an instance', () => {
    expect(
      given([...docketedSuit, decision('2023-08-01', 'claimDismissed')]).when(
        decision('2023-08-02', 'revoked'),
      ),
    ).toEqual(code('already-decided'));
  });

  it('refuses an appeal before the decision, and before it is docketed', () => {
    expect(given(docketedSuit).when(appeal('2023-05-04'))).toEqual(code('appeal-before-decision'));
    expect(given([fileSuit('2023-04-03')]).when(appeal('2023-05-04'))).toEqual(
      code('appeal-before-decision'),
    );
  });

  it('refuses an appeal dated before the judgment, and one after a withdrawal', () => {
    expect(
      given([...docketedSuit, decision('2023-08-01', 'revoked')]).when(appeal('2023-07-31')),
    ).toEqual(code('date-out-of-order'));
    expect(
      given([...docketedSuit, { type: 'WithdrawSuit', on: '2023-05-04' }]).when(
        appeal('2023-05-10'),
      ),
    ).toEqual(code('remedy-withdrawn'));
  });

  it('ends with its second instance', () => {
    const final = [
      ...docketedSuit,
      decision('2023-08-01', 'revoked'),
      appeal('2023-08-10'),
      decision('2023-11-01', 'appealDismissed'),
    ];
    expect(given(final).when(appeal('2023-11-10'))).toEqual(code('appeal-of-final-judgment'));
  });

  it('leaves 驳回上诉 and 发回重审 to the second instance', () => {
    for (const kind of ['appealDismissed', 'remanded'] as const) {
      expect(given(docketedSuit).when(decision('2023-08-01', kind))).toEqual(
        code('decision-not-of-this-instance'),
      );
    }
  });

  it('refuses the commands of a review', () => {
    expect(given(docketedSuit).when({ type: 'WithdrawReview', on: '2023-05-04' })).toEqual({
      refused: 'remedy-kind-mismatch',
      facts: { kindLabel: '行政诉讼（未经复议直接起诉）', commandLabel: '撤回复议申请' },
    });
  });

  // The columns of the domain reference §4.5, copied from its table.
  it.each([
    ['claimDismissed', 'upheld', '六十九'],
    ['revoked', 'corrected', '七十'],
    ['orderedToPerform', 'corrected', '七十二'],
    ['orderedToPay', 'corrected', '七十三'],
    ['confirmedUnlawful', 'corrected', '七十四'],
    ['confirmedInvalid', 'corrected', '七十五'],
    ['changed', 'corrected', '七十七'],
    ['suitDismissed', 'otherResult', '四十九'],
    ['terminated', 'otherResult', '一百零一'],
    ['mediated', 'otherResult', '六十'],
  ] as const)('%s stands in the column %s', (kind, result, article) => {
    expect(suitDecisions[kind].article).toBe(`行政诉讼法第${article}条`);
    expect(factsOf([...docketedSuit, decision('2023-08-01', kind)])).toEqual([
      expect.objectContaining({ kind: 'directSuit', endedOn: '2023-08-01', result }),
    ]);
  });

  it('knows thirteen ways to end', () => {
    expect(suitDecisionTypes).toHaveLength(13);
  });

  it('counts 不予立案 and 准许撤诉 as 其他结果', () => {
    expect(factsOf([fileSuit('2023-04-03'), decision('2023-04-10', 'notDocketed')])).toEqual([
      expect.objectContaining({ acceptedOn: '2023-04-10', result: 'otherResult' }),
    ]);
    expect(factsOf([...docketedSuit, { type: 'WithdrawSuit', on: '2023-05-04' }])).toEqual([
      expect.objectContaining({ endedOn: '2023-05-04', result: 'otherResult' }),
    ]);
  });
});
