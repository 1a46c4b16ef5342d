import { saturday, sunday, thursday } from '@sunledger/working-days/testing';
import { createCalendar, officialCalendar, type Arrangement } from './index';

const annual2027: Arrangement = {
  id: 'cn-2027',
  year: 2027,
  publishedOn: '2026-11-10',
  document: '国办发明电〔2026〕9号',
  title: '国务院办公厅关于2027年部分节假日安排的通知',
  coversYear: true,
  days: {
    '2026-12-31': { working: false, name: '元旦' },
    '2027-01-01': { working: false, name: '元旦' },
    '2027-01-03': { working: true, name: '元旦' },
  },
};

const overlay: Arrangement = {
  id: 'liannan-2026-panwang',
  year: 2026,
  publishedOn: '2026-03-01',
  document: '连府办〔2026〕3号',
  title: '关于2026年盘王节放假的通知',
  coversYear: false,
  agency: 'liannan',
  days: {
    [thursday('2026-11-26')]: { working: false, name: '盘王节' },
    [saturday('2026-11-28')]: { working: true, name: '盘王节' },
    [sunday('2026-02-22')]: { working: true, name: '春节' },
  },
};

describe('a notice added as data', () => {
  const extended = officialCalendar.with(annual2027);

  it('moves the coverage from the day it is published', () => {
    expect(extended.asKnownOn('2026-11-09').coveredThrough).toBe('2026-12-31');
    const after = extended.asKnownOn('2026-11-10');
    expect(after.coveredThrough).toBe('2027-12-31');
    // 31 December and 1 January off, Sunday 3 January worked.
    expect(after.addWorkingDays('2026-12-17', 10)).toEqual({
      on: sunday('2027-01-03'),
      provisional: false,
    });
    expect(after.day('2027-03-01').kind).toBe('weekday');
    expect(officialCalendar.asKnownOn('2026-11-10').coveredThrough).toBe('2026-12-31');
  });

  it('does not cover its year when it is no annual notice', () => {
    const partial = officialCalendar.with({ ...annual2027, id: 'cn-2027-x', coversYear: false });
    const view = partial.asKnownOn('2026-12-01');
    expect(view.coveredThrough).toBe('2026-12-31');
    expect(view.day('2027-01-01')).toMatchObject({ kind: 'holiday', working: false });
    expect(view.day('2027-01-04').kind).toBe('unpublished');
  });

  it('does not cover a year beyond one that is missing', () => {
    const gap = officialCalendar.with({ ...annual2027, id: 'cn-2028', year: 2028, days: {} });
    expect(gap.asKnownOn('2028-01-01').coveredThrough).toBe('2026-12-31');
  });

  it('replaces a notice of the same id and gives the calendar another version', () => {
    const days = { '2027-01-01': { working: false, name: '元旦' } };
    const corrected = extended.with({ ...annual2027, days });
    const view = corrected.asKnownOn('2026-11-10');
    expect(corrected.arrangements).toHaveLength(officialCalendar.arrangements.length + 1);
    expect(view.isWorkingDay('2026-12-31')).toBe(true);
    expect(view.version).not.toBe(extended.asKnownOn('2026-11-10').version);
  });

  it('is sorted by its publication date, whatever the order given', () => {
    const early = { ...annual2027, id: 'a', publishedOn: '2026-11-10' };
    const late = {
      ...annual2027,
      id: 'b',
      publishedOn: '2026-12-20',
      days: {
        '2026-12-31': { working: true, name: '元旦' },
      },
    };
    const view = createCalendar([late, early]).asKnownOn('2026-12-31');
    expect(view.day('2026-12-31')).toEqual({
      date: '2026-12-31',
      working: true,
      kind: 'weekday',
      name: '元旦',
      arrangementId: 'b',
    });
  });

  it('is refused by an id given twice or a date that is none', () => {
    expect(() => createCalendar([annual2027, annual2027])).toThrow('cn-2027');
    expect(() => createCalendar([{ ...annual2027, publishedOn: '2026-11-31' }])).toThrow(
      RangeError,
    );
  });
});

describe('the overlay of an agency', () => {
  const calendar = officialCalendar.with(overlay);

  it('holds for that agency only, from the day it is published', () => {
    const own = calendar.asKnownOn('2026-03-01', 'liannan');
    expect(own.day('2026-11-26')).toMatchObject({ kind: 'holiday', name: '盘王节' });
    expect(own.isWorkingDay('2026-11-28')).toBe(true);
    expect(calendar.asKnownOn('2026-03-01', 'miyun').isWorkingDay('2026-11-26')).toBe(true);
    expect(calendar.asKnownOn('2026-03-01').isWorkingDay('2026-11-26')).toBe(true);
    expect(calendar.asKnownOn('2026-02-28', 'liannan').isWorkingDay('2026-11-26')).toBe(true);
  });

  it('overrides the notices for all on the days it names, and no others', () => {
    const own = calendar.asKnownOn('2026-03-01', 'liannan');
    expect(own.isWorkingDay(sunday('2026-02-22'))).toBe(true);
    expect(own.isWorkingDay('2026-02-23')).toBe(false);
    expect(own.coveredThrough).toBe('2026-12-31');
    const later = calendar.with({
      ...annual2027,
      id: 'cn-2026-later',
      year: 2026,
      coversYear: false,
      days: { '2026-11-26': { working: true, name: '调整' } },
    });
    expect(later.asKnownOn('2026-11-20', 'liannan').isWorkingDay('2026-11-26')).toBe(false);
  });

  it('shares the general view until it is known', () => {
    const general = calendar.asKnownOn('2026-02-01');
    expect(calendar.asKnownOn('2026-02-28', 'liannan')).toBe(general);
    expect(calendar.asKnownOn('2026-05-01', 'miyun')).toBe(general);
    const own = calendar.asKnownOn('2026-03-01', 'liannan');
    expect(own.version).toMatch(/@liannan$/);
    expect(calendar.asKnownOn('2026-09-09', 'liannan')).toBe(own);
  });
});

describe('views', () => {
  it('are one object for one set of notices, and differ in version otherwise', () => {
    const versions = new Set<string>();
    for (const { publishedOn } of officialCalendar.arrangements) {
      const view = officialCalendar.asKnownOn(publishedOn);
      expect(officialCalendar.asKnownOn(publishedOn)).toBe(view);
      versions.add(view.version);
    }
    expect(versions.size).toBe(officialCalendar.arrangements.length);
    expect(officialCalendar.asKnownOn('2019-04-01')).toBe(officialCalendar.asKnownOn('2019-11-20'));
    expect(officialCalendar.asKnownOn('2026-01-01').version).toMatch(/^cn-2026\+26-[0-9a-f]{8}$/);
  });

  it('are asked for by date, not by instant', () => {
    expect(() => officialCalendar.asKnownOn('2026-01-01T00:00:00Z')).toThrow(RangeError);
  });
});
