import { officialCalendar } from '@sunledger/working-days';

import { calendarFrom } from '../index';
import { givenCalendar } from '../testing';

/** Made up for the specs: the real notice for 2027 was not published when they were written. */
const notice2027 = {
  id: 'cn-2027',
  year: 2027,
  publishedOn: '2026-11-10',
  document: '国办发明电〔2026〕9号',
  title: '国务院办公厅关于2027年部分节假日安排的通知',
  coversYear: true,
  days: {
    '2027-01-01': { working: false, name: '元旦' },
    '2027-01-03': { working: true, name: '元旦' },
  },
};
const amendment = {
  ...notice2027,
  id: 'cn-2027-new-year',
  publishedOn: '2026-12-20',
  title: '关于调整2027年元旦安排的通知',
  coversYear: false,
  days: { '2027-01-03': { working: false, name: '元旦' } },
};
const overlay = {
  ...amendment,
  id: 'sunvale-2027',
  title: '关于2027年传统节日放假的通知',
  agency: 'sunvale',
  days: { '2027-04-14': { working: false, name: '泼水节' } },
};
const publish = (arrangement: unknown) => ({ type: 'PublishCalendar', arrangement }) as const;
const amend = (arrangement: unknown) => ({ type: 'AmendCalendar', arrangement }) as const;
const code = (refused: string): unknown => expect.objectContaining({ refused });

describe('publishing an arrangement', () => {
  it('is dated by the notice, and carries the calendar to the end of its year', () => {
    const { events } = givenCalendar([publish(notice2027)]);
    expect(events).toEqual([
      {
        type: 'CalendarPublished',
        occurredOn: '2026-11-10',
        data: { arrangement: notice2027 },
      },
    ]);
    const calendar = calendarFrom(events);
    expect(calendar.asKnownOn('2026-11-10').coveredThrough).toBe('2027-12-31');
    expect(calendar.asKnownOn('2026-11-09').coveredThrough).toBe('2026-12-31');
    expect(calendar.asKnownOn('2026-11-10').isWorkingDay('2027-01-03')).toBe(true);
  });

  it('is nothing the second time, in whatever order the notice is written', () => {
    const days = Object.fromEntries(Object.entries(notice2027.days).reverse());
    expect(givenCalendar([publish(notice2027)]).when(publish({ ...notice2027, days }))).toEqual([]);
    const [released] = officialCalendar.arrangements.slice(-1);
    expect(givenCalendar([]).when(publish(structuredClone(released)))).toEqual([]);
  });

  it('is refused under an id that stands for something else, built in or entered', () => {
    const other = { ...notice2027, title: '另一通知' };
    expect(givenCalendar([publish(notice2027)]).when(publish(other))).toEqual({
      refused: 'arrangement-id-taken',
      facts: { id: 'cn-2027', title: notice2027.title },
    });
    expect(givenCalendar([]).when(publish({ ...amendment, id: 'cn-2026' }))).toEqual(
      code('arrangement-id-taken'),
    );
  });

  it('is refused for a year that has its notice', () => {
    expect(
      givenCalendar([publish(notice2027)]).when(publish({ ...notice2027, id: 'cn-2027-b' })),
    ).toEqual({ refused: 'year-already-published', facts: { year: 2027, id: 'cn-2027' } });
  });

  it('is refused with every fault of the arrangement', () => {
    expect(givenCalendar([]).when(publish({ ...notice2027, title: '', days: {} }))).toEqual({
      refused: 'arrangement-invalid',
      facts: {
        faults: [expect.stringContaining('/title'), expect.stringContaining('/days')],
      },
    });
    expect(givenCalendar([]).when(publish('2027'))).toEqual(code('arrangement-invalid'));
  });

  it('is refused before the notice was published', () => {
    expect(givenCalendar([], { today: '2026-11-09' }).when(publish(notice2027))).toEqual({
      refused: 'arrangement-not-yet-published',
      facts: { publishedOn: '2026-11-10', today: '2026-11-09' },
    });
    expect(givenCalendar([], { today: '2026-11-10' }).when(publish(notice2027))).toHaveLength(1);
  });

  it('of days of an arranged year is logged as an amendment', () => {
    expect(givenCalendar([publish(notice2027)]).when(publish(amendment))).toEqual([
      expect.objectContaining({ type: 'CalendarAmended' }),
    ]);
    expect(givenCalendar([]).when(publish(amendment))).toEqual(code('nothing-to-amend'));
  });
});

describe('amending an arrangement', () => {
  it('moves days from the day on which it became known', () => {
    const { events } = givenCalendar([publish(notice2027), amend(amendment)]);
    const calendar = calendarFrom(events);
    expect(calendar.asKnownOn('2026-12-19').isWorkingDay('2027-01-03')).toBe(true);
    expect(calendar.asKnownOn('2026-12-20').isWorkingDay('2027-01-03')).toBe(false);
    expect(calendar.asKnownOn('2026-12-20').isWorkingDay('2027-01-01')).toBe(false);
  });

  it('needs something to amend', () => {
    expect(givenCalendar([]).when(amend(amendment))).toEqual({
      refused: 'nothing-to-amend',
      facts: { year: 2027 },
    });
    expect(
      givenCalendar([publish(overlay)], { agency: 'sunvale' }).when(
        amend({ ...overlay, id: 'sunvale-2' }),
      ),
    ).toEqual([expect.objectContaining({ type: 'CalendarAmended' })]);
  });
});

describe('an overlay of one agency', () => {
  it('holds for that agency alone', () => {
    const { events } = givenCalendar([publish(overlay)], { agency: 'sunvale' });
    const calendar = calendarFrom(events);
    expect(calendar.asKnownOn('2026-12-31', 'sunvale').isWorkingDay('2027-04-14')).toBe(false);
    expect(calendar.asKnownOn('2026-12-31').isWorkingDay('2027-04-14')).toBe(true);
  });

  it('and the calendar for all are kept apart', () => {
    expect(givenCalendar([]).when(publish(overlay))).toEqual({
      refused: 'arrangement-of-another-agency',
      facts: { agency: 'sunvale', calendar: '全国' },
    });
    for (const agency of ['sunvale', 'other']) {
      const other = publish(agency === 'other' ? overlay : notice2027);
      expect(givenCalendar([], { agency }).when(other)).toEqual(
        code('arrangement-of-another-agency'),
      );
    }
  });
});

describe('the calendar of the log', () => {
  it('is the one built in while nothing was entered', () => {
    expect(calendarFrom([])).toBe(officialCalendar);
  });

  it('takes the later of two arrangements with one id, as two writers may leave them', () => {
    const [first] = givenCalendar([publish(notice2027)]).events;
    const second = structuredClone(first);
    if (first === undefined || second === undefined) throw new Error('the notice was entered');
    second.data.arrangement.days['2027-01-03'] = { working: false, name: '元旦' };
    expect(calendarFrom([first, second]).asKnownOn('2026-12-31').isWorkingDay('2027-01-03')).toBe(
      false,
    );
  });
});
