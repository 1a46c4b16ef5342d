import { acceptedReview, docketedSuit, factsOf, fileReview, given } from '../testing';

const code = (refused: string): unknown => expect.objectContaining({ refused });

describe('answering the review body', () => {
  it('follows acceptance and happens once', () => {
    const answer = { type: 'AnswerReview', on: '2023-03-15' } as const;
    expect(given([fileReview('2023-03-01')]).when(answer)).toEqual(
      code('answer-before-acceptance'),
    );
    expect(given(acceptedReview).when({ ...answer, on: '2023-03-03' })).toEqual(
      code('date-out-of-order'),
    );
    expect(given(acceptedReview).when(answer)).toEqual([
      { type: 'ReviewAnswered', occurredOn: '2023-03-15', data: {} },
    ]);
    expect(given([...acceptedReview, answer]).when({ ...answer, on: '2023-03-16' })).toEqual({
      refused: 'already-answered',
      facts: { answeredOn: '2023-03-15' },
    });
    expect(
      given([
        ...acceptedReview,
        { type: 'DecideReview', on: '2023-04-20', decision: 'upheld' },
      ]).when(answer),
    ).toEqual(code('already-decided'));
  });

  it('changes nothing of what the report counts', () => {
    const answer = { type: 'AnswerReview', on: '2023-03-15' } as const;
    expect(factsOf([...acceptedReview, answer])).toEqual(factsOf(acceptedReview));
  });
});

describe('answering the court', () => {
  it('is the same for a suit, and no answer to a review', () => {
    expect(given(docketedSuit).when({ type: 'AnswerSuit', on: '2023-04-20' })).toEqual([
      { type: 'SuitAnswered', occurredOn: '2023-04-20', data: {} },
    ]);
    expect(given(docketedSuit).when({ type: 'AnswerReview', on: '2023-04-20' })).toEqual(
      code('remedy-kind-mismatch'),
    );
  });
});
