import { calendarOf2026, policyWith } from '@sunledger/disclosure-case/testing';
import { defaultPolicy } from '@sunledger/policy';
import { friday, monday, saturday, thursday, tuesday } from '@sunledger/working-days/testing';

import { deadlineLevel } from './deadline-level';

// Due Fri 2019-10-25 (worked example 1); the days before are ordinary working days.
const level = (today: string, policy = defaultPolicy) =>
  deadlineLevel(friday('2019-10-25'), today, calendarOf2026, policy);

describe('how near a due date is', () => {
  it.each([
    [thursday('2019-10-17'), 'none'],
    [friday('2019-10-18'), 'yellow'],
    [saturday('2019-10-19'), 'yellow'],
    [tuesday('2019-10-22'), 'yellow'],
    ['2019-10-23', 'red'],
    [friday('2019-10-25'), 'red'],
    [saturday('2019-10-26'), 'overdue'],
  ] as const)('on %s it is %s', (today, expected) => expect(level(today)).toBe(expected));

  it('reminderDays', () => {
    const earlier = policyWith({ reminderDays: { yellow: 10, red: 4 } });
    expect(level(thursday('2019-10-17'), earlier)).toBe('yellow');
    expect(level(monday('2019-10-21'), earlier)).toBe('red');
  });

  it('is none while no term runs', () =>
    expect(deadlineLevel(null, '2019-10-25', calendarOf2026, defaultPolicy)).toBe('none'));
});
