import { readLedgerDate } from './ledger-date';

describe('a date of a ledger', () => {
  it.each([
    '2019-03-04',
    '2019-3-4',
    '2019/3/4',
    '2019/03/04',
    '2019.3.4',
    '2019年3月4日',
    '2019年03月04日',
    ' 2019-03-04 ',
    '２０１９年３月４日',
    '2019-03-04 23:59',
    '2019/3/4 0:00:00',
  ])('is read from %s', (text) => {
    expect(readLedgerDate(text)).toEqual({ on: '2019-03-04' });
  });

  it.each(['2019-02-29', '2019-13-01', '2019-00-10', '2019年4月31日'])(
    'is unreal when the calendar has no %s',
    (text) => {
      expect(readLedgerDate(text)).toBe('unreal');
    },
  );

  it.each([
    '2019-03/04',
    '03-04',
    '19-3-4',
    '4/3/2019',
    '2019年3月',
    '昨天',
    '43528',
    '2019-03-04x',
  ])('is not read from %s', (text) => {
    expect(readLedgerDate(text)).toBe('unreadable');
  });

  it.each([
    // Serial 43831 is 2020-01-01 in every spreadsheet of the 1900 system; 366 days on is 2021-01-01.
    [43_831, '2020-01-01'],
    [44_197, '2021-01-01'],
    [43_831.999, '2020-01-01'],
    [61, '1900-03-01'],
  ])('is read from the serial number %d', (value, on) => {
    expect(readLedgerDate({ kind: 'number', value, dateSerial: value })).toEqual({ on });
  });

  it.each([0, 60, -1, 2_958_466, 20_190_304, Number.NaN, Number.POSITIVE_INFINITY])(
    'is not read from the number %d',
    (value) => {
      expect(readLedgerDate({ kind: 'number', value, dateSerial: value })).toBe('unreadable');
    },
  );
});
