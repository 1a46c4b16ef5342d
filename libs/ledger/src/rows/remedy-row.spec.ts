import { csv, faultsOf, readRemedies } from '../testing';

const header = ['登记编号', '类型', '受理日期', '审结日期', '结果'];

describe('a remedy ledger', () => {
  it('is read into typed rows, pending ones without result', async () => {
    const { rows, faultCount } = await readRemedies(
      csv([
        header,
        ['2023-0001', '行政复议', '2023-05-04', '2023年7月3日', '维持'],
        ['2023-0001', '复议后起诉', '2023/7/20', '', ''],
        ['2023-0002', '未经复议直接起诉', '2023-06-01', '2023-12-01', '结果纠正'],
        ['2023-0003', '复议', '2023-06-02', '', '尚未审结'],
        ['2023-0004', '行政复议', '2023-06-05', '2023-07-05', '其他'],
      ]),
    );
    expect(faultCount).toBe(0);
    expect(rows).toEqual([
      {
        rowNumber: 2,
        serialNumber: '2023-0001',
        kind: 'review',
        acceptedOn: '2023-05-04',
        endedOn: '2023-07-03',
        result: 'upheld',
      },
      {
        rowNumber: 3,
        serialNumber: '2023-0001',
        kind: 'suitAfterReview',
        acceptedOn: '2023-07-20',
      },
      {
        rowNumber: 4,
        serialNumber: '2023-0002',
        kind: 'directSuit',
        acceptedOn: '2023-06-01',
        endedOn: '2023-12-01',
        result: 'corrected',
      },
      { rowNumber: 5, serialNumber: '2023-0003', kind: 'review', acceptedOn: '2023-06-02' },
      {
        rowNumber: 6,
        serialNumber: '2023-0004',
        kind: 'review',
        acceptedOn: '2023-06-05',
        endedOn: '2023-07-05',
        result: 'otherResult',
      },
    ]);
  });

  it.each<[string, string[], string]>([
    ['no number', ['', '行政复议', '2023-05-04', '', ''], 'value-missing @2 登记编号'],
    ['a suit of unsaid kind', ['1', '行政诉讼', '2023-05-04', '', ''], 'word-ambiguous @2 类型'],
    ['a day ahead', ['1', '行政复议', '2026-01-06', '', ''], 'date-in-future @2 受理日期'],
    [
      'an old day',
      ['1', '行政复议', '2008-04-30', '', ''],
      'accepted-before-regulation @2 受理日期',
    ],
    [
      'an end before its beginning',
      ['1', '行政复议', '2023-05-04', '2023-05-03', '维持'],
      'ended-before-accepted @2 审结日期',
    ],
    [
      'an end without result',
      ['1', '行政复议', '2023-05-04', '2023-06-03', '尚未审结'],
      'end-without-result @2 审结日期',
    ],
    [
      'a result without end',
      ['1', '行政复议', '2023-05-04', '', '维持'],
      'result-without-end @2 结果',
    ],
    [
      'an unknown result',
      ['1', '行政复议', '2023-05-04', '2023-06-03', '胜诉'],
      'word-unknown @2 结果',
    ],
  ])('refuses %s', async (_rule, row, fault) => {
    expect(faultsOf(await readRemedies(csv([header, row])))).toEqual([fault]);
  });

  it('refuses the same remedy twice and names both rows', async () => {
    const row = ['2023-0001', '行政复议', '2023-05-04', '', ''];
    const reading = await readRemedies(csv([header, row, row]));
    expect(reading.rows).toEqual([]);
    expect(reading.faults).toEqual([
      expect.objectContaining({ code: 'duplicate-remedy', rowNumber: 3, otherRowNumber: 2 }),
    ]);
  });

  it('does not take the columns of the request ledger', async () => {
    const reading = await readRemedies(
      csv([
        ['登记编号', '收到日期'],
        ['1', '2023-03-06'],
      ]),
    );
    expect(faultsOf(reading)).toEqual(['column-missing @1 类型', 'column-missing @1 受理日期']);
  });
});
