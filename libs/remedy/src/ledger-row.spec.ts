import { commandsForLedgerRow, foldRemedy, remedyFactsOf, type RemedyLedgerRow } from './index';
import { history } from './testing';

const link = { remedyId: 'remedy-1', caseId: 'case-1' };
const factsOfRow = (row: RemedyLedgerRow) =>
  remedyFactsOf(foldRemedy(history(commandsForLedgerRow(row, link), { attested: true })));

describe('a row of the 复议诉讼台账', () => {
  it.each(['review', 'directSuit', 'suitAfterReview'] as const)('says what it says: %s', (kind) => {
    expect(
      factsOfRow({ kind, acceptedOn: '2023-03-06', endedOn: '2023-04-28', result: 'corrected' }),
    ).toEqual([
      {
        remedyId: 'remedy-1',
        instance: 1,
        caseId: 'case-1',
        agency: 'sunvale',
        kind,
        acceptedOn: '2023-03-06',
        openedOn: '2023-03-06',
        endedOn: '2023-04-28',
        result: 'corrected',
        appealedOn: null,
      },
    ]);
  });

  it.each(['review', 'directSuit', 'suitAfterReview'] as const)('is pending: %s', (kind) => {
    expect(factsOfRow({ kind, acceptedOn: '2023-03-06' })).toEqual([
      expect.objectContaining({ kind, endedOn: null, result: null }),
    ]);
  });

  it('notes that the day of filing is not known', () => {
    const [filed] = history(
      commandsForLedgerRow({ kind: 'review', acceptedOn: '2023-03-06' }, link),
      { attested: true },
    );
    expect(filed).toMatchObject({
      type: 'ReviewFiled',
      occurredOn: '2023-03-06',
      data: { note: expect.stringContaining('未载明') },
    });
  });

  it('is refused when it ended before it began', () => {
    expect(() =>
      factsOfRow({
        kind: 'review',
        acceptedOn: '2023-03-06',
        endedOn: '2023-03-05',
        result: 'upheld',
      }),
    ).toThrow('date-out-of-order');
  });
});
