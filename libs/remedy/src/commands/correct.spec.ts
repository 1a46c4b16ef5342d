import { foldRemedy, type RemedyCommand, remedyFactsOf } from '../index';
import { acceptedReview, given, history } from '../testing';

const decided = [
  ...acceptedReview,
  { type: 'DecideReview', on: '2023-04-28', decision: 'upheld' },
] as const;
const correct = (
  changes: Partial<Extract<RemedyCommand, { type: 'CorrectRemedyFact' }>>,
): RemedyCommand => ({
  type: 'CorrectRemedyFact',
  on: '2026-06-30',
  targetEventId: 'event-3',
  reason: '录入有误',
  approvedBy: '办公室负责人',
  ...changes,
});
const code = (refused: string): unknown => expect.objectContaining({ refused });

describe('correcting a fact of a remedy', () => {
  it('changes what is known of it, on every day that is asked about', () => {
    const logged = history([...decided, correct({ changes: { decision: 'revoked' } })]);
    expect(logged).toHaveLength(4);
    expect(remedyFactsOf(foldRemedy(logged, '2023-04-28'))).toEqual([
      expect.objectContaining({ endedOn: '2023-04-28', result: 'corrected' }),
    ]);
    expect(remedyFactsOf(foldRemedy(logged.slice(0, 3)))).toEqual([
      expect.objectContaining({ result: 'upheld' }),
    ]);
  });

  it('moves a date, and takes back what never happened', () => {
    const moved = history([...decided, correct({ occurredOn: '2023-05-04' })]);
    expect(remedyFactsOf(foldRemedy(moved))).toEqual([
      expect.objectContaining({ endedOn: '2023-05-04' }),
    ]);
    const annulled = history([...decided, correct({ annulled: true })]);
    expect(remedyFactsOf(foldRemedy(annulled))).toEqual([
      expect.objectContaining({ endedOn: null, result: null }),
    ]);
  });

  it('can itself be taken back, but not changed', () => {
    const corrected = [...decided, correct({ annulled: true })];
    const takenBack = history([
      ...corrected,
      correct({ targetEventId: 'event-4', annulled: true }),
    ]);
    expect(remedyFactsOf(foldRemedy(takenBack))).toEqual([
      expect.objectContaining({ endedOn: '2023-04-28' }),
    ]);
    expect(
      given(corrected).when(correct({ targetEventId: 'event-4', changes: { reason: '其他' } })),
    ).toEqual(code('correction-target-fixed'));
  });

  it.each([
    ['an unknown fact', { targetEventId: 'event-9', annulled: true }, 'correction-target-unknown'],
    ['no change', { changes: { decision: 'upheld' } }, 'correction-changes-nothing'],
    ['a field that is none', { changes: { colour: 'red' } }, 'correction-field-unknown'],
    [
      'the identity of the remedy',
      { targetEventId: 'event-1', changes: { caseId: 'case-2' } },
      'correction-field-fixed',
    ],
    ['a value of another shape', { changes: { decision: 'won' } }, 'command-invalid'],
    ['a day that does not exist', { occurredOn: '2023-02-29' }, 'date-unreal'],
    ['a day to come', { occurredOn: '2026-07-01' }, 'date-in-future'],
  ])('refuses %s', (_what, changes, refused) => {
    expect(given(decided).when(correct(changes))).toEqual(code(refused));
  });

  it.each([
    ['a decision before acceptance', { occurredOn: '2023-03-02' }, '尚未受理'],
    [
      'acceptance annulled under a decision',
      { targetEventId: 'event-2', annulled: true },
      '尚未受理',
    ],
    ['a filing annulled under all', { targetEventId: 'event-1', annulled: true }, '尚未登记'],
    [
      'a filing before the request came in',
      { targetEventId: 'event-1', occurredOn: '2023-01-31' },
      '早于收到公开申请之日 2023-02-01',
    ],
    ['a result that the decision contradicts', { changes: { result: 'corrected' } }, '结果不是'],
  ])('refuses %s', (_what, changes, sentence) => {
    expect(given(decided).when(correct(changes))).toEqual({
      refused: 'correction-breaks-history',
      facts: { fault: expect.stringContaining(sentence) },
    });
  });
});
