import { type Arrangement } from './arrangement';
import { createCalendarView, type CalendarView } from './calendar-view';
import { toDayNumber, type IsoDate } from './dates';

/** Every notice there is, and the calendars that could be known from them day by day. */
export interface Calendar {
  /** In order of publication; notices of one day in the order given. */
  readonly arrangements: readonly Arrangement[];
  /**
   * This calendar and more notices. One with the id of a notice already there replaces it, so that
   * data entered by an operator and the same notice in a later release do not collide.
   */
  with(...more: readonly Arrangement[]): Calendar;
  /**
   * The calendar as known at the end of `knownOn`: notices with `publishedOn <= knownOn`. A later
   * notice overrides an earlier one day by day; an overlay of `agency` overrides the notices for
   * all. Equal sets of notices give the same view object.
   */
  asKnownOn(knownOn: IsoDate, agency?: string): CalendarView;
}

/** How many of `arrangements`, sorted by publication, were published by `knownOn`. */
const countKnown = (arrangements: readonly Arrangement[], knownOn: IsoDate): number => {
  let count = arrangements.length;
  // From the end, as most questions are asked with the newest knowledge.
  while (count > 0 && (arrangements[count - 1]?.publishedOn ?? '') > knownOn) count -= 1;
  return count;
};

class PublishedCalendar implements Calendar {
  readonly arrangements: readonly Arrangement[];
  private readonly general: readonly Arrangement[];
  private readonly overlays = new Map<string, Arrangement[]>();
  private readonly generalViews = new Map<number, CalendarView>();
  private readonly overlaidViews = new Map<string, CalendarView>();

  constructor(arrangements: readonly Arrangement[]) {
    assertSound(arrangements);
    this.arrangements = [...arrangements].sort((one, other) =>
      one.publishedOn < other.publishedOn ? -1 : one.publishedOn > other.publishedOn ? 1 : 0,
    );
    this.general = this.arrangements.filter(({ agency }) => agency === undefined);
    for (const arrangement of this.arrangements) {
      if (arrangement.agency === undefined) continue;
      const overlay = this.overlays.get(arrangement.agency) ?? [];
      overlay.push(arrangement);
      this.overlays.set(arrangement.agency, overlay);
    }
  }

  with(...more: readonly Arrangement[]): Calendar {
    const replaced = new Set(more.map(({ id }) => id));
    const kept = this.arrangements.filter(({ id }) => !replaced.has(id));
    return new PublishedCalendar([...kept, ...more]);
  }

  asKnownOn(knownOn: IsoDate, agency?: string): CalendarView {
    toDayNumber(knownOn); // an instant would compare wrongly with the dates of publication
    const generalCount = countKnown(this.general, knownOn);
    const overlay = agency === undefined ? undefined : this.overlays.get(agency);
    const overlayCount = overlay === undefined ? 0 : countKnown(overlay, knownOn);
    if (agency === undefined || overlay === undefined || overlayCount === 0) {
      return this.generalView(generalCount);
    }
    const key = `${generalCount}/${overlayCount}/${agency}`;
    const existing = this.overlaidViews.get(key);
    if (existing !== undefined) return existing;
    const inForce = [...this.general.slice(0, generalCount), ...overlay.slice(0, overlayCount)];
    const view = createCalendarView(inForce, agency);
    this.overlaidViews.set(key, view);
    return view;
  }

  private generalView(count: number): CalendarView {
    const existing = this.generalViews.get(count);
    if (existing !== undefined) return existing;
    const view = createCalendarView(this.general.slice(0, count), undefined);
    this.generalViews.set(count, view);
    return view;
  }
}

const assertSound = (arrangements: readonly Arrangement[]): void => {
  const ids = new Set<string>();
  for (const { id, publishedOn, days } of arrangements) {
    if (ids.has(id)) throw new Error(`two arrangements are called ${id}`);
    ids.add(id);
    toDayNumber(publishedOn);
    for (const date of Object.keys(days)) toDayNumber(date);
  }
};

/**
 * A calendar of the given notices. Input from outside goes through `parseArrangement` first.
 *
 * @throws where two notices have one id or a date is none: both are programming errors here.
 */
export const createCalendar = (arrangements: readonly Arrangement[]): Calendar =>
  new PublishedCalendar(arrangements);
