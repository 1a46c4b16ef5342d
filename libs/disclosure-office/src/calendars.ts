import { type CalendarEvent, calendarFrom } from '@sunledger/agency-register';
import { noStream } from '@sunledger/event-store';
import { type Calendar, type CalendarView, type IsoDate, today } from '@sunledger/working-days';

import { nationalCalendarStream, calendarStream } from './identity';
import type { OfficeParts } from './parts';

/** The calendar as known on a day, for an agency with its overlay. */
export interface Calendars {
  viewFor(agency: string | undefined, knownOn?: IsoDate): Promise<CalendarView>;
  /** Every arrangement there is, for an agency with its overlay. */
  calendarOf(agency?: string): Promise<Calendar>;
  /** Today in Asia/Shanghai. */
  today(): IsoDate;
}

/**
 * Reads the arrangements from their streams. They change a few times a year, yet a published one
 * must count at once: the revisions of both streams are looked at on every call, the folding is
 * done only when they moved.
 */
export function createCalendars({ store, now, calendar: released }: OfficeParts): Calendars {
  const folded = new Map<string, { revision: string; calendar: Calendar }>();

  const calendarOf = async (agency?: string): Promise<Calendar> => {
    const streams = [
      nationalCalendarStream,
      ...(agency === undefined ? [] : [calendarStream(agency)]),
    ];
    const lastOnly = { direction: 'backwards', max: 1 } as const;
    const ends = await Promise.all(streams.map((stream) => store.readStream(stream, lastOnly)));
    const revision = ends.map(([last]) => last?.revision ?? noStream).join('/');
    const key = agency ?? '';
    const known = folded.get(key);
    if (known?.revision === revision) return known.calendar;
    const logged = await Promise.all(streams.map((stream) => store.readStream(stream)));
    // The catalogue has checked each event against the schema of its type.
    const calendar = calendarFrom(logged.flat() as unknown as readonly CalendarEvent[], released);
    folded.set(key, { revision, calendar });
    return calendar;
  };
  return {
    today: () => today(now()),
    calendarOf,
    viewFor: async (agency, knownOn) =>
      (await calendarOf(agency)).asKnownOn(knownOn ?? today(now()), agency),
  };
}
