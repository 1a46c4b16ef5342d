import { officialCalendar } from '@sunledger/working-days';

import { deliverableAt, type DeliveryHours } from '../index';

const view = officialCalendar.asKnownOn('2026-01-05');
const next = (hours: DeliveryHours, now: string): string =>
  deliverableAt(hours, now, (date) => view.isWorkingDay(date));

const night = { quietHours: { from: '20:00', to: '07:30' } };
const noon = { quietHours: { from: '12:00', to: '14:00' } };

// 2026-03-04 is a Wednesday, 2026-03-06 a Friday. 2026-02-14 is a Saturday worked for the Spring
// Festival, which is off from Sunday 2026-02-15 through Monday 2026-02-23.
describe('when a reminder may be sent', () => {
  it.each([
    ['at once on a working day', {}, '2026-03-04T02:00:00.000Z', '2026-03-04T02:00:00.000Z'],
    [
      'at seven thirty when asked at night',
      night,
      '2026-03-03T22:10:00.000Z',
      '2026-03-03T23:30:00.000Z',
    ],
    [
      'the next day when asked in the evening',
      night,
      '2026-03-04T12:00:00.000Z',
      '2026-03-04T23:30:00.000Z',
    ],
    [
      'at once a minute before the quiet begins',
      night,
      '2026-03-04T11:59:00.000Z',
      '2026-03-04T11:59:00.000Z',
    ],
    [
      'on Monday when asked on Friday evening',
      night,
      '2026-03-06T13:00:00.000Z',
      '2026-03-08T23:30:00.000Z',
    ],
    ['after the nap', noon, '2026-03-04T04:00:00.000Z', '2026-03-04T06:00:00.000Z'],
    ['at once when the nap ends', noon, '2026-03-04T06:00:00.000Z', '2026-03-04T06:00:00.000Z'],
    [
      'not before the time of the digest',
      { digestAt: '09:00' },
      '2026-03-04T00:00:00.000Z',
      '2026-03-04T01:00:00.000Z',
    ],
    [
      'at once after the time of the digest',
      { digestAt: '09:00' },
      '2026-03-04T05:00:00.000Z',
      '2026-03-04T05:00:00.000Z',
    ],
    [
      'after a nap over the time of the digest',
      { ...noon, digestAt: '13:00' },
      '2026-03-04T00:00:00.000Z',
      '2026-03-04T06:00:00.000Z',
    ],
    ['on a Saturday that is worked', {}, '2026-02-14T02:00:00.000Z', '2026-02-14T02:00:00.000Z'],
    [
      'after the Spring Festival',
      { digestAt: '09:00' },
      '2026-02-15T02:00:00.000Z',
      '2026-02-24T01:00:00.000Z',
    ],
    [
      'the first minute of Monday without wishes',
      {},
      '2026-03-07T02:00:00.000Z',
      '2026-03-08T16:00:00.000Z',
    ],
  ])('%s', (_when, hours, now, expected) => {
    expect(next(hours, now)).toBe(expected);
  });

  it('is now where no day is ever worked: late is better than never', () => {
    const now = '2026-03-04T02:00:00.000Z';
    expect(deliverableAt(night, now, () => false)).toBe(now);
  });
});
