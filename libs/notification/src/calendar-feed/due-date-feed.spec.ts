import { dueDateFeed, type FeedEntry } from '@sunledger/notification';
import ICAL from 'ical.js';

const entry = (changes: Partial<FeedEntry> = {}): FeedEntry => ({
  subject: 'request-0195c1d0-0000-8000-8000-000000000001',
  caseId: '0195c1d0-0000-8000-8000-000000000001',
  kind: 'reply',
  duty: '答复',
  reference: '',
  serialNumber: '2026-0001',
  dueOn: '2026-03-31',
  provisional: false,
  knownOn: '2026-03-03',
  ...changes,
});
const occasion = {
  agencyName: '阳光镇人民政府',
  now: '2026-03-04T02:03:04.000Z',
  publicUrl: 'https://ledger.example.cn',
};
const eventsOf = (feed: string) => {
  const calendar = new ICAL.Component(ICAL.parse(feed) as unknown[]);
  return calendar
    .getAllSubcomponents('vevent')
    .map((component) => ({ component, event: new ICAL.Event(component) }));
};

describe('the calendar feed', () => {
  it('has an all-day event on the due date, wherever it is read', () => {
    const [first, ...further] = eventsOf(dueDateFeed([entry()], occasion));
    expect(further).toEqual([]);
    expect(first?.event.startDate.isDate).toBe(true);
    expect(first?.event.startDate.toString()).toBe('2026-03-31');
    expect(first?.event.summary).toBe('2026-0001 答复');
    expect(first?.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(first?.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    expect(String(first?.component.getFirstPropertyValue('url'))).toBe(
      'https://ledger.example.cn/requests/0195c1d0-0000-8000-8000-000000000001',
    );
  });

  it('writes its stamps in UTC, as RFC 5545 asks', () => {
    const feed = dueDateFeed([entry()], occasion);
    expect(feed).toContain('DTSTAMP:20260304T020304Z\r\n');
    expect(feed).toContain('DTSTART;VALUE=DATE:20260331\r\n');
  });

  it('rings at nine in the morning of the day before', () => {
    const [first] = eventsOf(dueDateFeed([entry()], occasion));
    const alarm = first?.component.getFirstSubcomponent('valarm');
    expect(alarm?.getFirstPropertyValue('action')).toBe('DISPLAY');
    expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('-PT15H');
  });

  it('marks a date that may still move', () => {
    const [first] = eventsOf(dueDateFeed([entry({ provisional: true })], occasion));
    expect(first?.event.summary).toBe('2026-0001 答复（暂定）');
    expect(first?.component.getFirstPropertyValue('status')).toBe('TENTATIVE');
  });

  it('keeps the identity of what is due when its date moves, and tells two of a kind apart', () => {
    const uidsOf = (...entries: FeedEntry[]) =>
      eventsOf(dueDateFeed(entries, occasion)).map(({ event }) => event.uid);
    const [before] = uidsOf(entry());
    const [after] = uidsOf(entry({ dueOn: '2026-04-02', serialNumber: '2026-0009' }));
    expect(after).toBe(before);
    const opinions = uidsOf(
      entry({ kind: 'opinion', reference: 'a/b' }),
      entry({ kind: 'opinion', reference: 'a' }),
      entry(),
      entry({ kind: 'payment' }),
      entry({ subject: 'remedy-1' }),
    );
    expect(new Set(opinions).size).toBe(5);
  });

  it('revises an event whose date has moved', () => {
    const revisionOf = (changes: Partial<FeedEntry>) =>
      eventsOf(dueDateFeed([entry(changes)], occasion)).map(({ component }) =>
        Number(component.getFirstPropertyValue('sequence')),
      )[0] ?? -1;
    const before = revisionOf({});
    expect(revisionOf({ dueOn: '2026-04-02', knownOn: '2026-03-04' })).toBe(before + 1);
    expect(before).toBeGreaterThan(0);
  });

  it('keeps what a serial number holds in its place', () => {
    const hostile = '2026;,\\n\r\nATTENDEE:mailto:x@example.org';
    const [first, ...further] = eventsOf(dueDateFeed([entry({ serialNumber: hostile })], occasion));
    expect(further).toEqual([]);
    expect(first?.component.getAllProperties('attendee')).toEqual([]);
  });

  it('is a calendar when nothing is due', () => {
    expect(eventsOf(dueDateFeed([], occasion))).toEqual([]);
  });
});
