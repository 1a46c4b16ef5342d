import { faultsOf, readRequestWith } from '../testing';

const answered = { 答复日期: '2023-03-20', 处理结果: '予以公开' };

/** Cells put into a request received on 2023-03-06, and the faults they must bring. */
const impossible: readonly [rule: string, cells: Record<string, string>, faults: string[]][] = [
  [
    'a receipt before the first regulation',
    { 收到日期: '2008-04-30' },
    ['received-before-regulation @2 收到日期'],
  ],
  ['a day that lies ahead', { 收到日期: '2026-01-06' }, ['date-in-future @2 收到日期']],
  [
    'a day the calendar does not have',
    { ...answered, 答复日期: '2023-02-29' },
    ['date-unreal @2 答复日期'],
  ],
  [
    'a reply before the receipt',
    { ...answered, 答复日期: '2023-03-05' },
    ['reply-before-receipt @2 答复日期'],
  ],
  [
    'a result without the day of the reply',
    { 处理结果: '予以公开' },
    ['result-without-reply-date @2 处理结果'],
  ],
  [
    'a day of the reply without a result',
    { 答复日期: '2023-03-20' },
    ['reply-date-without-result @2 答复日期'],
  ],
  [
    'a day of the reply with a result that says the case is open',
    { 答复日期: '2023-03-20', 处理结果: '办理中' },
    ['reply-date-without-result @2 答复日期'],
  ],
  [
    'a correction nobody asked for',
    { 补正收到日期: '2023-03-10' },
    ['correction-without-notice @2 补正收到日期'],
  ],
  [
    'a correction before it was asked for',
    { 补正告知日期: '2023-03-10', 补正收到日期: '2023-03-09' },
    ['correction-before-notice @2 补正收到日期'],
  ],
  [
    'a reply before the correction came in',
    { ...answered, 补正告知日期: '2023-03-10', 补正收到日期: '2023-03-21' },
    ['date-after-reply @2 补正收到日期'],
  ],
  [
    'an opinion nobody asked for',
    { 征求意见收到日期: '2023-03-10' },
    ['answer-without-consultation @2 征求意见收到日期'],
  ],
  [
    'an opinion before the letter',
    { 征求意见发出日期: '2023-03-10', 征求意见收到日期: '2023-03-09' },
    ['answer-before-consultation @2 征求意见收到日期'],
  ],
  [
    'a letter after the reply',
    { ...answered, 征求意见发出日期: '2023-03-21' },
    ['date-after-reply @2 征求意见发出日期'],
  ],
  [
    'an extension after the reply',
    { ...answered, 延期告知日期: '2023-03-21', 延期工作日数: '5' },
    ['date-after-reply @2 延期告知日期'],
  ],
  [
    'an extension without its day',
    { 延期工作日数: '5' },
    ['extension-days-without-date @2 延期工作日数'],
  ],
  [
    'an extension of 21 working days',
    { 延期告知日期: '2023-03-10', 延期工作日数: '21' },
    ['extension-days-out-of-range @2 延期工作日数'],
  ],
  [
    'an extension of no working day',
    { 延期告知日期: '2023-03-10', 延期工作日数: '0' },
    ['extension-days-out-of-range @2 延期工作日数'],
  ],
  [
    'an extension of half a working day',
    { 延期告知日期: '2023-03-10', 延期工作日数: '0.5' },
    ['integer-unreadable @2 延期工作日数'],
  ],
  [
    'any step before the receipt',
    { 补正告知日期: '2023-03-05', 征求意见发出日期: '2023-03-01', 延期告知日期: '2022-03-10' },
    [
      'date-before-receipt @2 补正告知日期',
      'date-before-receipt @2 征求意见发出日期',
      'date-before-receipt @2 延期告知日期',
    ],
  ],
  [
    'an unpaid fee from before fees existed',
    { 收到日期: '2020-12-31', 答复日期: '2021-02-01', 处理结果: '逾期未缴费' },
    ['fee-lapse-before-2021 @2 处理结果'],
  ],
];

describe('a request row is refused for', () => {
  it.each(impossible)('%s', async (_rule, cells, faults) => {
    expect(faultsOf(await readRequestWith(cells))).toEqual(faults);
  });
});

describe('a request row is accepted with', () => {
  it.each<[string, Record<string, string>]>([
    ['a receipt on the day the first regulation came into force', { 收到日期: '2008-05-01' }],
    ['a receipt today', { 收到日期: '2026-01-05' }],
    ['a reply on the day of receipt', { ...answered, 答复日期: '2023-03-06' }],
    ['a reply years late, for a late reply did happen', { ...answered, 答复日期: '2025-12-31' }],
    [
      'everything on one day',
      {
        ...answered,
        补正告知日期: '2023-03-20',
        补正收到日期: '2023-03-20',
        征求意见发出日期: '2023-03-20',
        征求意见收到日期: '2023-03-20',
        延期告知日期: '2023-03-20',
      },
    ],
    [
      'an opinion that came in after the reply',
      { ...answered, 征求意见发出日期: '2023-03-07', 征求意见收到日期: '2023-04-20' },
    ],
    [
      'a fee unpaid in 2021',
      { 收到日期: '2021-01-04', 答复日期: '2021-03-01', 处理结果: '逾期未缴费' },
    ],
    ['a result that says the case is open', { 处理结果: '办理中' }],
    ['an extension of 20 working days', { 延期告知日期: '2023-03-10', 延期工作日数: '20个工作日' }],
  ])('%s', async (_rule, cells) => {
    const reading = await readRequestWith(cells);
    expect(faultsOf(reading)).toEqual([]);
    expect(reading.rows).toHaveLength(1);
  });
});

describe('an extension under the regulation of 2008', () => {
  const extended = (receivedOn: string, workingDays: string) => ({
    收到日期: receivedOn,
    延期告知日期: '2019-05-20',
    延期工作日数: workingDays,
  });

  it('has at most 15 working days until 2019-05-14 and 20 from the next day', async () => {
    expect(faultsOf(await readRequestWith(extended('2019-05-14', '15')))).toEqual([]);
    expect(faultsOf(await readRequestWith(extended('2019-05-14', '16')))).toEqual([
      'extension-days-out-of-range @2 延期工作日数',
    ]);
    expect(faultsOf(await readRequestWith(extended('2019-05-15', '20')))).toEqual([]);
  });

  it('has 20 where the office applies the new regulation to old requests', async () => {
    const policy = { preMay2019Regime: 'newRegulation', soleProprietorColumn: 'business' } as const;
    expect(faultsOf(await readRequestWith(extended('2019-05-14', '20'), policy))).toEqual([]);
  });
});

it('one mistyped date is one fault, not one for each date compared with it', async () => {
  const reading = await readRequestWith({
    收到日期: '2032-03-06',
    补正告知日期: '2023-03-08',
    补正收到日期: '2023-03-10',
    ...answered,
  });
  expect(faultsOf(reading)).toEqual(['date-in-future @2 收到日期']);
});
