import { friday, saturday, sunday, thursday, tuesday } from '@sunledger/working-days/testing';
import {
  addDays,
  addMonths,
  daysBetween,
  isIsoDate,
  maxDate,
  minDate,
  today,
  weekday,
  yearOf,
} from './index';

describe('dates', () => {
  it.each(['2026-02-28', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])(
    'takes %s for a date',
    (text) => {
      expect(isIsoDate(text)).toBe(true);
    },
  );

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
    '2026/01/01',
    '20260101',
    ' 2026-01-01',
    '2026-01-01T00:00:00Z',
    '二〇二六-01-01',
    '',
    20260101,
    null,
    undefined,
  ])('does not take %p for a date', (text) => {
    expect(isIsoDate(text)).toBe(false);
  });

  it('adds and counts natural days over month, year and leap-day borders', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(addDays('2025-08-05', 60)).toBe('2025-10-04');
    expect(daysBetween('2019-01-01', '2020-01-01')).toBe(365);
    expect(daysBetween('2021-01-01', '2020-01-01')).toBe(-366);
    expect(daysBetween('1970-01-01', '2000-01-01')).toBe(10_957);
  });

  it('agrees with the platform calendar on every day from 1899 to 2101', () => {
    const start = Date.UTC(1899, 0, 1);
    for (let day = 0; day < 203 * 365; day += 1) {
      const instant = new Date(start + day * 86_400_000);
      const expected = instant.toISOString().slice(0, 10);
      const actual = addDays('1899-01-01', day);
      if (actual !== expected || weekday(actual) !== instant.getUTCDay()) {
        throw new Error(`day ${day}: ${actual} instead of ${expected}`);
      }
    }
  });

  it('ends a term of months on the same day or the last day of the month (民法典 art. 202)', () => {
    expect(addMonths('2025-08-05', 6)).toBe('2026-02-05');
    expect(addMonths('2025-08-31', 6)).toBe('2026-02-28');
    expect(addMonths('2023-08-31', 6)).toBe('2024-02-29');
    expect(addMonths('2025-12-15', 1)).toBe('2026-01-15');
    expect(addMonths('2025-10-31', 1)).toBe('2025-11-30');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-01-10', -1)).toBe('2025-12-10');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
  });

  it('compares, and reads the year', () => {
    expect(maxDate('2025-12-31', '2026-01-01')).toBe('2026-01-01');
    expect(minDate('2025-12-31', '2026-01-01')).toBe('2025-12-31');
    expect(yearOf('2026-07-01')).toBe(2026);
  });

  it('refuses what is no date instead of computing on', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError);
    expect(() => weekday('tomorrow')).toThrow(RangeError);
    expect(() => yearOf('tomorrow')).toThrow(RangeError);
    expect(() => addMonths('2026-13-01', 1)).toThrow(RangeError);
    expect(() => addDays('2026-01-01', 0.5)).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  });
});

describe('today', () => {
  it('changes at midnight in Shanghai, eight hours before UTC', () => {
    expect(today('2026-03-01T15:59:59.999Z')).toBe(sunday('2026-03-01'));
    expect(today('2026-03-01T16:00:00.000Z')).toBe('2026-03-02');
    expect(today('2025-12-31T16:00:00Z')).toBe(thursday('2026-01-01'));
    expect(today('2026-03-02T00:00:00+08:00')).toBe('2026-03-02');
    expect(today('2026-03-01T23:59:59+08:00')).toBe('2026-03-01');
    expect(today(Date.UTC(2026, 1, 28, 16))).toBe('2026-03-01');
    expect(today(-1)).toBe('1970-01-01');
  });

  it('refuses a text that names no instant', () => {
    expect(() => today('2026-03-01')).toThrow(RangeError);
    expect(() => today('2026-03-01T23:00:00')).toThrow(RangeError);
    expect(() => today('2026-03-99T23:00:00Z')).toThrow(RangeError);
    expect(() => today(Number.NaN)).toThrow(RangeError);
  });
});

describe('dates with their weekday', () => {
  it('returns the date when the weekday is right', () => {
    expect(tuesday('2019-09-24')).toBe('2019-09-24');
  });

  it('throws when a date is written with the wrong weekday', () => {
    expect(() => friday('2019-09-24')).toThrow('2019-09-24 is a Tuesday, not a Friday');
    expect(() => saturday('2019-02-29')).toThrow(RangeError);
  });
});
