import {
  friday,
  monday,
  saturday,
  sunday,
  thursday,
  tuesday,
  wednesday,
} from '@sunledger/working-days/testing';
import { addDays, createCalendar, officialCalendar, type IsoDate } from './index';

interface WorkingDayTerm {
  example: string;
  from: IsoDate;
  count: number;
  end: IsoDate;
  knownOn?: IsoDate;
}

/** The working-day examples of the domain rules, §2.5, ends as printed in that table. */
const TERMS: readonly WorkingDayTerm[] = [
  { example: '1 correction', from: tuesday('2019-09-24'), count: 7, end: wednesday('2019-10-09') },
  { example: '1 answer', from: tuesday('2019-09-24'), count: 20, end: friday('2019-10-25') },
  { example: '1 extended', from: tuesday('2019-09-24'), count: 40, end: friday('2019-11-22') },
  { example: '2 answer', from: tuesday('2019-12-10'), count: 20, end: wednesday('2020-01-08') },
  { example: '3 answer', from: friday('2019-12-20'), count: 20, end: sunday('2020-01-19') },
  {
    example: '4 before the notice',
    from: tuesday('2020-01-14'),
    count: 20,
    end: friday('2020-02-14'),
    knownOn: '2020-01-26',
  },
  {
    example: '4 after the notice',
    from: tuesday('2020-01-14'),
    count: 20,
    end: tuesday('2020-02-18'),
    knownOn: '2020-01-27',
  },
  { example: '5 correction', from: friday('2021-09-10'), count: 7, end: wednesday('2021-09-22') },
  { example: '5 first', from: friday('2021-09-10'), count: 20, end: thursday('2021-10-14') },
  { example: '5 corrected', from: wednesday('2021-10-13'), count: 20, end: '2021-11-10' },
  { example: '6 answer', from: tuesday('2022-09-20'), count: 20, end: friday('2022-10-21') },
  { example: '6 extended', from: tuesday('2022-09-20'), count: 40, end: friday('2022-11-18') },
  { example: '7 base', from: monday('2023-09-11'), count: 20, end: friday('2023-10-13') },
  { example: '8 opinion', from: monday('2023-09-18'), count: 15, end: friday('2023-10-13') },
  { example: '9 correction', from: thursday('2024-01-25'), count: 7, end: sunday('2024-02-04') },
  { example: '9 answer', from: thursday('2024-01-25'), count: 20, end: tuesday('2024-02-27') },
  { example: '10 answer', from: monday('2025-09-15'), count: 20, end: friday('2025-10-17') },
  { example: '11 answer', from: saturday('2025-10-11'), count: 20, end: friday('2025-11-07') },
  { example: '12 correction', from: thursday('2026-02-05'), count: 7, end: saturday('2026-02-14') },
  { example: '12 answer', from: thursday('2026-02-05'), count: 20, end: wednesday('2026-03-11') },
  { example: '13 answer', from: tuesday('2026-09-15'), count: 20, end: monday('2026-10-19') },
  { example: '14 base', from: monday('2026-04-13'), count: 20, end: wednesday('2026-05-13') },
  { example: '15 payment', from: tuesday('2025-03-25'), count: 20, end: wednesday('2025-04-23') },
  { example: '15 restarted', from: tuesday('2025-04-15'), count: 20, end: thursday('2025-05-15') },
  { example: '16 old term', from: tuesday('2019-05-14'), count: 15, end: tuesday('2019-06-04') },
  { example: '16 new term', from: tuesday('2019-05-14'), count: 20, end: wednesday('2019-06-12') },
];

const latest = officialCalendar.asKnownOn('2026-01-01');

describe('terms of working days', () => {
  it.each(TERMS)(
    'example $example: $count after $from is $end',
    ({ from, count, end, knownOn }) => {
      const view = knownOn === undefined ? latest : officialCalendar.asKnownOn(knownOn);
      expect(view.addWorkingDays(from, count)).toEqual({ on: end, provisional: false });
      expect(view.workingDaysBetween(from, end)).toBe(count);
    },
  );

  it('agrees with a count made day by day, from every day around two New Years', () => {
    const first = '2018-11-01';
    for (let offset = 0; offset < 500; offset += 1) {
      const from = addDays(first, offset);
      let counted = 0;
      for (let day = addDays(from, 1); counted < 45; day = addDays(day, 1)) {
        if (latest.isWorkingDay(day)) {
          counted += 1;
          expect(latest.addWorkingDays(from, counted).on).toBe(day);
        }
        expect(latest.workingDaysBetween(from, day)).toBe(counted);
      }
    }
  });

  it('counts no day in an empty span, and none for a term of none', () => {
    expect(latest.workingDaysBetween('2026-03-02', '2026-03-02')).toBe(0);
    expect(latest.workingDaysBetween('2026-03-03', '2026-03-02')).toBe(0);
    expect(latest.addWorkingDays('2026-10-01', 0)).toEqual({
      on: '2026-10-01',
      provisional: false,
    });
  });

  it('refuses a term that is no whole number', () => {
    expect(() => latest.addWorkingDays('2026-03-02', -1)).toThrow(RangeError);
    expect(() => latest.addWorkingDays('2026-03-02', 1.5)).toThrow(RangeError);
    expect(() => latest.naturalTermEnd('2026-03-02', -1)).toThrow(RangeError);
    expect(() => latest.addWorkingDays('2026-02-30', 1)).toThrow(RangeError);
  });
});

describe('terms of natural days and months (民法典 art. 202, 203)', () => {
  it('example 17: rolls a last day in the holiday to the day after it', () => {
    expect(latest.naturalTermEnd('2025-08-05', 60)).toEqual({
      on: thursday('2025-10-09'),
      provisional: false,
    });
  });

  it('rolls off a plain weekend, and stays on a weekend day that is worked', () => {
    expect(latest.naturalTermEnd('2026-03-05', 2).on).toBe(monday('2026-03-09'));
    expect(latest.naturalTermEnd('2026-02-26', 2).on).toBe(saturday('2026-02-28'));
  });

  it('ends months on the same day, on the last day, or after the rest', () => {
    expect(latest.monthTermEnd(tuesday('2025-08-05'), 6).on).toBe(thursday('2026-02-05'));
    expect(latest.monthTermEnd('2025-08-31', 6).on).toBe(saturday('2026-02-28'));
    expect(latest.monthTermEnd('2025-04-02', 6).on).toBe(thursday('2025-10-09'));
  });

  it('finds the next working day', () => {
    expect(latest.nextWorkingDay('2026-02-15')).toBe(tuesday('2026-02-24'));
    expect(latest.nextWorkingDay(saturday('2026-02-14'))).toBe('2026-02-14');
  });
});

describe('the end of coverage', () => {
  it('counts on by weekdays beyond it, and says so', () => {
    expect(latest.addWorkingDays(thursday('2026-12-17'), 10)).toEqual({
      on: thursday('2026-12-31'),
      provisional: false,
    });
    expect(latest.addWorkingDays('2026-12-17', 11)).toEqual({
      on: friday('2027-01-01'),
      provisional: true,
    });
    expect(latest.naturalTermEnd('2026-12-01', 60)).toEqual({
      on: monday('2027-02-01'),
      provisional: true,
    });
    expect(latest.monthTermEnd('2026-12-15', 1).provisional).toBe(true);
    expect(latest.day(friday('2027-01-01'))).toEqual({
      date: '2027-01-01',
      working: true,
      kind: 'unpublished',
    });
    expect(latest.day(saturday('2027-01-02')).working).toBe(false);
    // 2027 has 261 Mondays to Fridays.
    expect(latest.workingDaysBetween('2026-12-31', '2027-12-31')).toBe(261);
  });

  it('was nearer before the notice of the next year', () => {
    const before = officialCalendar.asKnownOn('2019-11-20');
    expect(before.addWorkingDays('2019-12-10', 20)).toEqual({
      on: tuesday('2020-01-07'),
      provisional: true,
    });
    expect(officialCalendar.asKnownOn('2019-11-21').addWorkingDays('2019-12-10', 20)).toEqual({
      on: wednesday('2020-01-08'),
      provisional: false,
    });
  });

  it('is nowhere in a calendar without notices', () => {
    const empty = createCalendar([]).asKnownOn('2026-01-01');
    expect(empty.addWorkingDays(friday('2026-09-25'), 1)).toEqual({
      on: monday('2026-09-28'),
      provisional: true,
    });
    // February 2026 has four full weeks.
    expect(empty.workingDaysBetween('2026-01-31', '2026-02-28')).toBe(20);
    expect(empty.version).toMatch(/^none\+0-/);
  });

  it('does not begin before the first notice', () => {
    expect(latest.day('2003-12-31').kind).toBe('unpublished');
    // Wednesday 31 December and Friday 2 January; 1 January is off by the notice for 2004.
    expect(latest.workingDaysBetween('2003-12-30', '2004-01-02')).toBe(2);
    expect(latest.addWorkingDays('2003-12-30', 2).provisional).toBe(true);
    // The day of the event is not counted, so it may lie outside.
    expect(latest.addWorkingDays('2003-12-31', 1)).toEqual({
      on: friday('2004-01-02'),
      provisional: false,
    });
  });
});
