import { monday, saturday, sunday } from '@sunledger/working-days/testing';
import chineseDays from 'chinese-days/dist/chinese-days.json';
import {
  addDays,
  officialCalendar,
  weekday,
  yearOf,
  type CalendarView,
  type IsoDate,
} from './index';

const isPlainWorkday = (date: IsoDate): boolean => weekday(date) !== 0 && weekday(date) !== 6;

const daysOfYear = (year: number): IsoDate[] => {
  const days: IsoDate[] = [];
  for (let day = `${year}-01-01`; yearOf(day) === year; day = addDays(day, 1)) days.push(day);
  return days;
};

/**
 * Days off and weekend days worked in each calendar year, typed day by day from the table of
 * holiday arrangements in the domain rules; every other day follows the weekday.
 */
const ARRANGED: Readonly<Record<number, { off: string; worked: string; workingDays: number }>> = {
  2019: {
    off: `01-01 02-04 02-05 02-06 02-07 02-08 02-09 02-10 04-05 04-06 04-07 05-01 05-02 05-03 05-04
      06-07 06-08 06-09 09-13 09-14 09-15 10-01 10-02 10-03 10-04 10-05 10-06 10-07`,
    worked: '02-02 02-03 04-28 05-05 09-29 10-12',
    workingDays: 250,
  },
  2020: {
    off: `01-01 01-24 01-25 01-26 01-27 01-28 01-29 01-30 01-31 02-01 02-02 04-04 04-05 04-06
      05-01 05-02 05-03 05-04 05-05 06-25 06-26 06-27
      10-01 10-02 10-03 10-04 10-05 10-06 10-07 10-08`,
    worked: '01-19 04-26 05-09 06-28 09-27 10-10',
    workingDays: 249,
  },
  2021: {
    off: `01-01 01-02 01-03 02-11 02-12 02-13 02-14 02-15 02-16 02-17 04-03 04-04 04-05
      05-01 05-02 05-03 05-04 05-05 06-12 06-13 06-14 09-19 09-20 09-21
      10-01 10-02 10-03 10-04 10-05 10-06 10-07`,
    worked: '02-07 02-20 04-25 05-08 09-18 09-26 10-09',
    workingDays: 250,
  },
  2022: {
    off: `01-01 01-02 01-03 01-31 02-01 02-02 02-03 02-04 02-05 02-06 04-03 04-04 04-05
      04-30 05-01 05-02 05-03 05-04 06-03 06-04 06-05 09-10 09-11 09-12
      10-01 10-02 10-03 10-04 10-05 10-06 10-07 12-31`,
    worked: '01-29 01-30 04-02 04-24 05-07 10-08 10-09',
    workingDays: 249,
  },
  2023: {
    off: `01-01 01-02 01-21 01-22 01-23 01-24 01-25 01-26 01-27 04-05 04-29 04-30 05-01 05-02 05-03
      06-22 06-23 06-24 09-29 09-30 10-01 10-02 10-03 10-04 10-05 10-06`,
    worked: '01-28 01-29 04-23 05-06 06-25 10-07 10-08',
    workingDays: 249,
  },
  2024: {
    off: `01-01 02-10 02-11 02-12 02-13 02-14 02-15 02-16 02-17 04-04 04-05 04-06
      05-01 05-02 05-03 05-04 05-05 06-10 09-15 09-16 09-17
      10-01 10-02 10-03 10-04 10-05 10-06 10-07`,
    worked: '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
    workingDays: 251,
  },
  2025: {
    off: `01-01 01-28 01-29 01-30 01-31 02-01 02-02 02-03 02-04 04-04 04-05 04-06
      05-01 05-02 05-03 05-04 05-05 05-31 06-01 06-02
      10-01 10-02 10-03 10-04 10-05 10-06 10-07 10-08`,
    worked: '01-26 02-08 04-27 09-28 10-11',
    workingDays: 248,
  },
  2026: {
    off: `01-01 01-02 01-03 02-15 02-16 02-17 02-18 02-19 02-20 02-21 02-22 02-23 04-04 04-05 04-06
      05-01 05-02 05-03 05-04 05-05 06-19 06-20 06-21 09-25 09-26 09-27
      10-01 10-02 10-03 10-04 10-05 10-06 10-07`,
    worked: '01-04 02-14 02-28 05-09 09-20 10-10',
    workingDays: 248,
  },
};

const latest = officialCalendar.asKnownOn('2026-01-01');
const datesIn = (year: number, monthDays: string): Set<IsoDate> =>
  new Set(monthDays.split(/\s+/).map((monthDay) => `${year}-${monthDay}`));

describe('the official calendar 2019 to 2026', () => {
  it.each(Object.keys(ARRANGED).map(Number))(
    'has the arranged days of %i, and no others',
    (year) => {
      const { off, worked } = ARRANGED[year] ?? { off: '', worked: '' };
      const offDays = datesIn(year, off);
      const workedDays = datesIn(year, worked);
      const expectedKind = (date: IsoDate): string => {
        if (offDays.has(date)) return 'holiday';
        if (workedDays.has(date)) return 'makeUp';
        return isPlainWorkday(date) ? 'weekday' : 'weekend';
      };
      const expected = daysOfYear(year).map((date) => `${date} ${expectedKind(date)}`);
      const actual = daysOfYear(year).map((date) => `${date} ${latest.day(date).kind}`);
      expect(actual).toEqual(expected);
      for (const date of offDays) expect(latest.isWorkingDay(date)).toBe(false);
      for (const date of workedDays) expect(latest.isWorkingDay(date)).toBe(true);
    },
  );

  it.each(Object.entries(ARRANGED))('counts the working days of %s', (year, { workingDays }) => {
    expect(latest.workingDaysBetween(`${Number(year) - 1}-12-31`, `${year}-12-31`)).toBe(
      workingDays,
    );
    expect(daysOfYear(Number(year)).filter((date) => latest.isWorkingDay(date))).toHaveLength(
      workingDays,
    );
  });

  it('takes December days from the notice of the year that follows', () => {
    expect(latest.day(saturday('2018-12-29'))).toEqual({
      date: '2018-12-29',
      working: true,
      kind: 'makeUp',
      name: '元旦',
      arrangementId: 'cn-2019',
    });
    expect(latest.isWorkingDay(monday('2018-12-31'))).toBe(false);
    expect(latest.day(saturday('2022-12-31')).kind).toBe('holiday');
    expect(latest.day('2022-12-31').arrangementId).toBe('cn-2023');
    const beforeTheNotice = officialCalendar.asKnownOn('2018-12-05');
    expect(beforeTheNotice.isWorkingDay('2018-12-29')).toBe(false);
    expect(beforeTheNotice.isWorkingDay('2018-12-31')).toBe(true);
    expect(officialCalendar.asKnownOn('2018-12-06').isWorkingDay('2018-12-29')).toBe(true);
  });
});

describe('the official calendar 2004 to 2026 beside the chinese-days package', () => {
  /** Worked by the notice for 2006 (its 元旦 paragraph); the package leaves that Saturday out. */
  const LEFT_OUT_BY_PACKAGE = ['2005-12-31'];

  /** From the package's data: its functions read a date in the zone of the process. */
  const isWorkdayByPackage = (date: IsoDate): boolean =>
    Object.hasOwn(chineseDays.workdays, date) ||
    (isPlainWorkday(date) && !Object.hasOwn(chineseDays.holidays, date));

  it('has the same working days, but for one that the package leaves out', () => {
    const different: IsoDate[] = [];
    for (let year = 2004; year <= 2026; year += 1) {
      for (const date of daysOfYear(year)) {
        if (latest.isWorkingDay(date) !== isWorkdayByPackage(date)) different.push(date);
      }
    }
    expect(different).toEqual(LEFT_OUT_BY_PACKAGE);
    expect(latest.day(saturday('2005-12-31')).kind).toBe('makeUp');
  });
});

describe('what was known when', () => {
  const kinds = (view: CalendarView, dates: readonly IsoDate[]): string =>
    dates.map((date) => view.day(date).kind).join(' ');

  it('moves Labour Day 2019 on 2019-03-22', () => {
    const days = [
      sunday('2019-04-28'),
      '2019-05-01',
      '2019-05-02',
      '2019-05-03',
      saturday('2019-05-04'),
      sunday('2019-05-05'),
    ];
    const before = officialCalendar.asKnownOn('2019-03-21');
    const after = officialCalendar.asKnownOn('2019-03-22');
    expect(kinds(before, days)).toBe('weekend holiday weekday weekday weekend weekend');
    expect(kinds(after, days)).toBe('makeUp holiday holiday holiday holiday makeUp');
    expect(after.day('2019-05-02').arrangementId).toBe('cn-2019-labour-day');
    expect(before.version).not.toBe(after.version);
    expect(before.coveredThrough).toBe(after.coveredThrough);
  });

  it('lengthens the Spring Festival of 2020 on 2020-01-27', () => {
    const days = [
      sunday('2020-01-19'),
      '2020-01-23',
      '2020-01-24',
      '2020-01-30',
      '2020-01-31',
      saturday('2020-02-01'),
      sunday('2020-02-02'),
      '2020-02-03',
    ];
    const before = officialCalendar.asKnownOn('2020-01-26');
    const after = officialCalendar.asKnownOn('2020-01-27');
    expect(kinds(before, days)).toBe(
      'makeUp weekday holiday holiday weekday makeUp weekend weekday',
    );
    expect(kinds(after, days)).toBe(
      'makeUp weekday holiday holiday holiday holiday holiday weekday',
    );
  });

  it('adds 3 September 2015 on 2015-05-13', () => {
    const days = ['2015-09-03', '2015-09-04', saturday('2015-09-05'), sunday('2015-09-06')];
    expect(kinds(officialCalendar.asKnownOn('2015-05-12'), days)).toBe(
      'weekday weekday weekend weekend',
    );
    expect(kinds(officialCalendar.asKnownOn('2015-05-13'), days)).toBe(
      'holiday holiday holiday makeUp',
    );
  });

  it.each([
    ['2018-12-05', '2018-12-31'],
    ['2018-12-06', '2019-12-31'],
    ['2019-11-20', '2019-12-31'],
    ['2019-11-21', '2020-12-31'],
    ['2025-11-03', '2025-12-31'],
    ['2025-11-04', '2026-12-31'],
    ['2030-01-01', '2026-12-31'],
    ['2000-01-01', '0001-01-01'],
  ])('as known on %s the calendar ends on %s', (knownOn, coveredThrough) => {
    expect(officialCalendar.asKnownOn(knownOn).coveredThrough).toBe(coveredThrough);
  });

  it('marks the notices whose publication date was not found', () => {
    const unconfirmed = officialCalendar.arrangements.filter(
      ({ publicationDateConfirmed }) => publicationDateConfirmed === false,
    );
    expect(unconfirmed.map(({ id }) => id)).toEqual(['cn-2004', 'cn-2005']);
    for (const { year, document } of officialCalendar.arrangements) {
      if (year >= 2008) expect(document).toMatch(/^国办?发明电〔\d{4}〕\d+号$/);
    }
  });
});
