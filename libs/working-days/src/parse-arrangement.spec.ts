import { isFaults, officialCalendar, parseArrangement } from './index';

const notice = {
  id: 'cn-2027',
  year: 2027,
  publishedOn: '2026-11-10',
  document: '国办发明电〔2026〕9号',
  title: '国务院办公厅关于2027年部分节假日安排的通知',
  coversYear: true,
  days: {
    '2026-12-31': { working: false, name: '元旦' },
    '2027-01-03': { working: true, name: '元旦' },
  },
};

const faultsOf = (input: unknown): string[] => {
  const result = parseArrangement(input);
  return isFaults(result) ? result.faults.map(({ path, code }) => `${path} ${code}`) : [];
};

describe('parseArrangement', () => {
  it('reads a notice from JSON text as it stands', () => {
    expect(parseArrangement(JSON.parse(JSON.stringify(notice)))).toEqual(notice);
  });

  it('reads an overlay and an unconfirmed publication date', () => {
    const overlay = {
      ...notice,
      coversYear: false,
      agency: 'liannan',
      publicationDateConfirmed: false,
    };
    expect(parseArrangement(overlay)).toEqual(overlay);
  });

  it('gives a notice that a calendar takes', () => {
    const parsed = parseArrangement(notice);
    if (isFaults(parsed)) throw new Error('the notice was refused');
    const view = officialCalendar.with(parsed).asKnownOn('2026-11-10');
    expect(view.coveredThrough).toBe('2027-12-31');
    expect(view.isWorkingDay('2027-01-03')).toBe(true);
  });

  it('lists every fault with its path', () => {
    const input = {
      id: 'CN 2027',
      year: '2027',
      publishedOn: '2026-11-31',
      document: ' ',
      coversYear: 'yes',
      agency: '',
      colour: 'red',
      days: {
        '2027-02-29': { working: false, name: '春节' },
        '2027-02-05': { working: 'no', name: '春节' },
        '2027-02-06': { working: false, name: '', note: 'x' },
        '2027-02-07': false,
      },
    };
    expect(faultsOf(input).sort()).toEqual(
      [
        '/id not-an-id',
        '/year not-a-year',
        '/publishedOn not-a-date',
        '/document not-a-text',
        '/title missing',
        '/coversYear not-a-flag',
        '/agency not-a-text',
        '/colour unknown-field',
        '/days/2027-02-29 not-a-date',
        '/days/2027-02-05/working not-a-flag',
        '/days/2027-02-06/name not-a-text',
        '/days/2027-02-06/note unknown-field',
        '/days/2027-02-07 not-an-object',
      ].sort(),
    );
  });

  it.each([null, undefined, 'cn-2027', 42, [notice]])('refuses %p', (input) => {
    expect(faultsOf(input)).toEqual([' not-an-object']);
  });

  it('names every missing field', () => {
    expect(faultsOf({})).toEqual([
      '/id missing',
      '/year missing',
      '/publishedOn missing',
      '/document missing',
      '/title missing',
      '/coversYear missing',
      '/days missing',
    ]);
  });

  it.each([
    [
      'a day of another year',
      { days: { '2028-01-01': { working: false, name: '元旦' } } },
      '/days/2028-01-01 day-outside-the-year',
    ],
    [
      'a November day of the year before',
      { days: { '2026-11-30': { working: true, name: '元旦' } } },
      '/days/2026-11-30 day-outside-the-year',
    ],
    ['no days', { days: {} }, '/days no-days'],
    ['days as a list', { days: ['2027-01-01'] }, '/days not-an-object'],
    [
      'a publication after the year',
      { publishedOn: '2028-01-01' },
      '/publishedOn published-after-the-year',
    ],
    ['an overlay for the whole year', { agency: 'liannan' }, '/coversYear overlay-covers-year'],
    ['a year out of range', { year: 2127, days: {} }, '/year not-a-year'],
  ])('refuses %s', (_what, change, fault) => {
    expect(faultsOf({ ...notice, ...change })).toContain(fault);
  });

  it('explains each fault to the operator in Chinese', () => {
    const result = parseArrangement({ ...notice, publishedOn: '2026-11-31' });
    expect(result).toEqual({
      faults: [
        {
          path: '/publishedOn',
          code: 'not-a-date',
          message: '应为真实存在的日期（YYYY-MM-DD）',
        },
      ],
    });
  });
});
