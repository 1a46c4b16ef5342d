import { type Arrangement, type Calendar, officialCalendar } from '@sunledger/working-days';

import type { CalendarEvent } from './events';

/** The arrangements of one calendar stream, in the order in which they were entered. */
export type CalendarState = readonly Arrangement[];

export const evolveCalendar = (
  state: CalendarState,
  { data: { arrangement } }: CalendarEvent,
): CalendarState => [...state, arrangement];

/** The arrangements of one calendar from its log. */
export const foldCalendar = (events: readonly CalendarEvent[]): CalendarState =>
  events.reduce<CalendarState>(evolveCalendar, []);

/**
 * The calendar that the events make together with what is built in. Events of the stream for all
 * and of overlays may be given together. Of two arrangements with one id the later stands.
 */
export function calendarFrom(
  events: readonly CalendarEvent[],
  builtIn: Calendar = officialCalendar,
): Calendar {
  if (events.length === 0) return builtIn;
  return withNewest(builtIn, foldCalendar(events));
}

/** A calendar and more arrangements, of which the last of each id stands. */
export const withNewest = (calendar: Calendar, more: readonly Arrangement[]): Calendar =>
  calendar.with(...new Map(more.map((arrangement) => [arrangement.id, arrangement])).values());

/** Whether two arrangements say the same, whatever the order in which they say it. */
export const sameArrangement = (one: Arrangement, other: Arrangement): boolean =>
  ordered(one) === ordered(other);

const ordered = ({ days, ...rest }: Arrangement): string =>
  JSON.stringify([
    Object.entries(rest).sort(byName),
    Object.entries(days)
      .sort(byName)
      .map(([date, { working, name }]) => [date, working, name]),
  ]);

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : one > other ? 1 : 0;
