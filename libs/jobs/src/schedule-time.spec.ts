import { officeTimeZone } from '@sunledger/jobs';

import { nextTick } from './schedule-time';

const cron = (text: string) => ({ cron: text, tz: officeTimeZone }) as const;

describe('the next tick', () => {
  // Shanghai is eight hours ahead of UTC all the year.
  it.each([
    ['30 2 * * *', '2026-03-01T00:00:00.000Z', '2026-03-01T18:30:00.000Z'],
    ['30 2 * * *', '2026-03-01T18:29:59.999Z', '2026-03-01T18:30:00.000Z'],
    ['30 2 * * *', '2026-03-01T18:30:00.000Z', '2026-03-02T18:30:00.000Z'],
    ['*/15 * * * *', '2026-12-31T15:46:00.000Z', '2026-12-31T16:00:00.000Z'],
    // 1 March 2028, a Wednesday; the day before it in UTC is 29 February.
    ['0 8 * * 3', '2028-02-24T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
    ['0 0 1 3 *', '2028-02-29T15:59:59.000Z', '2028-02-29T16:00:00.000Z'],
  ])('of %s after %s is %s', (text, after, tick) => {
    expect(nextTick(cron(text), after)).toBe(tick);
  });

  it('of an interval is a multiple of it since 1970, later than the instant', () => {
    const every = { everyMs: 900_000, tz: officeTimeZone } as const;
    expect(nextTick(every, '2026-03-01T00:00:00.000Z')).toBe('2026-03-01T00:15:00.000Z');
    expect(nextTick(every, '2026-03-01T00:14:59.999Z')).toBe('2026-03-01T00:15:00.000Z');
  });

  it('does not come of what is no cron', () => {
    expect(() => nextTick(cron('whenever'), '2026-03-01T00:00:00.000Z')).toThrow();
  });
});
