import { calendarOf2026, policyWith } from '@sunledger/disclosure-case/testing';
import { defaultPolicy } from '@sunledger/policy';

import { furthestDueOn, isQuiet, levelOn, mayRemindAt } from './index';

/** Working days to Tuesday 2025-04-08: 7 and 8 April, 3 April (4 to 6 are off), 2, 1, 31 March. */
const reply = { kind: 'reply', dueOn: '2025-04-08' } as const;
const on = (day: string, duty: Parameters<typeof levelOn>[0] = reply, policy = defaultPolicy) =>
  levelOn(duty, day, calendarOf2026, policy);

describe('the level of a duty', () => {
  it.each([
    ['2025-03-28', 'none'],
    ['2025-03-31', 'yellow'],
    ['2025-04-02', 'yellow'],
    ['2025-04-03', 'red'],
    ['2025-04-06', 'red'],
    ['2025-04-08', 'red'],
    ['2025-04-09', 'overdue'],
  ])('on %s is %s', (day, level) => {
    expect(on(day)).toBe(level);
  });

  it('follows the days that the office has set', () => {
    const policy = policyWith({ reminderDays: { yellow: 1, red: 0 } });
    expect(on('2025-04-03', reply, policy)).toBe('none');
    expect(on('2025-04-07', reply, policy)).toBe('yellow');
    expect(on('2025-04-08', reply, policy)).toBe('red');
  });

  it('of a correction notice is red for two working days, and ends with its date', () => {
    const notice = { kind: 'correctionNotice', dueOn: '2025-03-19' } as const;
    expect(
      ['2025-03-14', '2025-03-17', '2025-03-19', '2025-03-20'].map((day) => on(day, notice)),
    ).toEqual(['none', 'red', 'red', 'none']);
  });

  it('of a chance that has passed is none', () => {
    expect(on('2025-04-09', { kind: 'extension', dueOn: '2025-04-08' })).toBe('none');
    expect(on('2025-04-09', { kind: 'payment', dueOn: '2025-04-08' })).toBe('none');
    expect(on('2025-04-09', { kind: 'opinion', dueOn: '2025-04-08' })).toBe('overdue');
  });

  it('of a missing proof is overdue for sixty days and then history', () => {
    const proof = { kind: 'deliveryProof', dueOn: '2025-04-08' } as const;
    expect(
      ['2025-04-07', '2025-04-08', '2025-06-07', '2025-06-08'].map((day) => on(day, proof)),
    ).toEqual(['none', 'red', 'overdue', 'none']);
  });

  it('of the report is announced twenty working days before 31 January', () => {
    const report = { kind: 'annualReport', dueOn: '2024-01-31' } as const;
    // January 2024 has 22 working days from the 2nd on; the 3rd leaves 20 after it.
    expect(
      ['2024-01-02', '2024-01-03', '2024-01-24', '2024-01-29'].map((day) => on(day, report)),
    ).toEqual(['none', 'upcoming', 'yellow', 'red']);
  });
});

describe('how far to look', () => {
  it('reaches the last due date that has a level', () => {
    const furthest = furthestDueOn('2025-03-31', ['reply'], calendarOf2026, defaultPolicy);
    expect(furthest >= '2025-04-08').toBe(true);
    expect(furthest < '2025-05-08').toBe(true);
  });
});

describe('the time of reminding', () => {
  const hours = { from: '18:00', to: '08:30' };

  it('is not in the quiet hours of Asia/Shanghai, over midnight too', () => {
    // 00:29Z is 08:29 in Shanghai, 10:00Z is 18:00.
    expect(isQuiet('2025-03-31T00:29:59.000Z', hours)).toBe(true);
    expect(isQuiet('2025-03-31T00:30:00.000Z', hours)).toBe(false);
    expect(isQuiet('2025-03-31T09:59:00.000Z', hours)).toBe(false);
    expect(isQuiet('2025-03-31T10:00:00.000Z', hours)).toBe(true);
    expect(isQuiet('2025-03-31T04:30:00.000Z', { from: '12:00', to: '13:00' })).toBe(true);
    expect(isQuiet('2025-03-31T04:30:00.000Z', { from: '12:00', to: '12:00' })).toBe(false);
  });

  it('is on working days only, make-up days among them', () => {
    const may = (instant: string, policy = defaultPolicy) =>
      mayRemindAt(instant, calendarOf2026, policy);
    expect(may('2025-04-04T02:00:00.000Z')).toBe(false); // Tomb-Sweeping Day
    expect(may('2025-04-27T02:00:00.000Z')).toBe(true); // a Sunday that is worked
    expect(may('2025-04-04T02:00:00.000Z', policyWith({ reminderWorkingDaysOnly: false }))).toBe(
      true,
    );
    // Still Sunday in London, already Monday, at seven, in Shanghai.
    expect(may('2025-03-30T23:00:00.000Z')).toBe(false);
    expect(may('2025-03-31T01:00:00.000Z')).toBe(true);
  });
});
