import type { Arrangement, Calendar, CalendarView, IsoDate } from '@sunledger/working-days';

/** Asks a calendar for everything that has been published, whenever that was. */
const everythingKnown = '9999-12-31';

interface KnownCalendar {
  /** Log position from which it is known; 0 for what the release brings along. */
  readonly from: number;
  readonly calendar: Calendar;
}

/**
 * The calendar as the log knew it, position by position. Whether a case was closed on time is
 * judged by the calendar of the position at which it was logged, so that a replay years later
 * gives the same answer.
 */
export class CalendarHistory {
  private readonly known: KnownCalendar[];
  private publishedOn: IsoDate = '';

  constructor(private readonly released: Calendar) {
    this.known = [{ from: 0, calendar: released }];
  }

  /** Forgets what the log added, to read it again from the start. */
  reset(): void {
    this.known.splice(0, this.known.length, { from: 0, calendar: this.released });
    this.publishedOn = '';
  }

  /** Takes in an arrangement logged at a position; positions must grow. */
  add(position: number, arrangement: Arrangement): void {
    if (position <= this.latestPosition) return;
    const calendar = this.latest.calendar.with(arrangement);
    this.known.push({ from: position, calendar });
    this.publishedOn = arrangement.publishedOn;
  }

  /** Where the newest arrangement was logged; 0 while the log has none. */
  get latestPosition(): number {
    return this.latest.from;
  }

  /** When the newest arrangement was published; empty while the log has none. */
  get latestPublishedOn(): IsoDate {
    return this.publishedOn;
  }

  viewAt(position: number, agency: string | undefined): CalendarView {
    let at = this.known.length - 1;
    while (at > 0 && (this.known[at]?.from ?? 0) > position) at -= 1;
    return viewOf(this.known[at] ?? this.latest, agency);
  }

  latestView(agency: string | undefined): CalendarView {
    return viewOf(this.latest, agency);
  }

  /** The view before the newest arrangement; the same as the latest while the log has none. */
  viewBeforeLatest(agency: string | undefined): CalendarView {
    return viewOf(this.known.at(-2) ?? this.latest, agency);
  }

  private get latest(): KnownCalendar {
    const latest = this.known.at(-1);
    if (latest === undefined) throw new Error('a calendar history begins with the released one');
    return latest;
  }
}

const viewOf = ({ calendar }: KnownCalendar, agency: string | undefined): CalendarView =>
  calendar.asKnownOn(everythingKnown, agency);

/** Names what the release brings along, so that other data make another projection. */
export const calendarVersion = (calendar: Calendar): string =>
  calendar.asKnownOn(everythingKnown).version;
