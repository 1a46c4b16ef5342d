import { type ArrangedDay, type Arrangement } from './arrangement';
import {
  addMonths,
  assertWhole,
  fromDayNumber,
  toDayNumber,
  weekdayOfDayNumber,
  type IsoDate,
} from './dates';
import { checksumOf } from './checksum';

/**
 * What a day is: an ordinary `weekday` or `weekend` day, a `holiday` (off by notice, weekend days
 * inside it included), a `makeUp` day (weekend day worked), or `unpublished`: outside the years
 * whose notices are known, judged by its weekday until the notice appears.
 */
export type DayKind = 'weekday' | 'weekend' | 'holiday' | 'makeUp' | 'unpublished';

export interface DayFlag {
  readonly date: IsoDate;
  readonly working: boolean;
  readonly kind: DayKind;
  /** The holiday, where a notice names this day. */
  readonly name?: string;
  /** The notice that decides this day. */
  readonly arrangementId?: string;
}

/** The end of a term. */
export interface TermEnd {
  readonly on: IsoDate;
  /** True where a day up to the end lies outside the known calendar: a later notice may move it. */
  readonly provisional: boolean;
}

/** The calendar as it could be known on one day, for one agency. All dates in Asia/Shanghai. */
export interface CalendarView {
  /** Names the set of arrangements in force, contents included; equal versions count alike. */
  readonly version: string;
  /** Last day covered by consecutive annual notices; 0001-01-01 where none is known. */
  readonly coveredThrough: IsoDate;
  day(date: IsoDate): DayFlag;
  isWorkingDay(date: IsoDate): boolean;
  /** The first working day on or after a date. */
  nextWorkingDay(onOrAfter: IsoDate): IsoDate;
  /** The `count`-th working day after `from`; `from` itself is not counted (民法典 art. 201). */
  addWorkingDays(from: IsoDate, count: number): TermEnd;
  /** Working days in (afterExclusive, throughInclusive]; 0 where the span is empty. */
  workingDaysBetween(afterExclusive: IsoDate, throughInclusive: IsoDate): number;
  /** The end of a term of natural days, rolled off a day of rest (民法典 art. 201, 203). */
  naturalTermEnd(from: IsoDate, days: number): TermEnd;
  /** The end of a term of months, rolled off a day of rest (民法典 art. 202, 203). */
  monthTermEnd(from: IsoDate, months: number): TermEnd;
}

interface DecidedDay extends ArrangedDay {
  readonly arrangementId: string;
}

/** Years whose annual notices are known without a gap, as day numbers; empty as [1, 0]. */
interface Coverage {
  readonly from: number;
  readonly through: number;
}

const NOTHING_COVERED = '0001-01-01';

const isPlainWorkday = (dayNumber: number): boolean => {
  const weekday = weekdayOfDayNumber(dayNumber);
  return weekday !== 0 && weekday !== 6;
};

/** Mondays to Fridays up to and including a day, counted from a fixed Monday. */
const plainWorkdaysThrough = (dayNumber: number): number => {
  const sinceMonday = dayNumber + 3;
  const weeks = Math.floor(sinceMonday / 7);
  return weeks * 5 + Math.min(sinceMonday - weeks * 7 + 1, 5);
};

const coverageOf = (arrangements: readonly Arrangement[]): Coverage => {
  const years = new Set<number>();
  for (const { agency, coversYear, year } of arrangements) {
    if (coversYear && agency === undefined) years.add(year);
  }
  if (years.size === 0) return { from: 1, through: 0 };
  const first = Math.min(...years);
  let last = first;
  while (years.has(last + 1)) last += 1;
  return { from: toDayNumber(`${first}-01-01`), through: toDayNumber(`${last}-12-31`) };
};

/** The days decided by notices; a later arrangement of the list overrides an earlier one. */
const decideDays = (arrangements: readonly Arrangement[]): ReadonlyMap<number, DecidedDay> => {
  const decided = new Map<number, DecidedDay>();
  for (const arrangement of arrangements) {
    for (const [date, day] of Object.entries(arrangement.days)) {
      decided.set(toDayNumber(date), { ...day, arrangementId: arrangement.id });
    }
  }
  return decided;
};

/** Working days as two arrays over the span that notices speak of; plain weekdays outside it. */
class WorkingDayTable {
  private readonly first: number;
  private readonly working: Uint8Array;
  private readonly workedThrough: Int32Array;

  constructor(decided: ReadonlyMap<number, DecidedDay>) {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (const dayNumber of decided.keys()) {
      first = Math.min(first, dayNumber);
      last = Math.max(last, dayNumber);
    }
    const length = decided.size === 0 ? 0 : last - first + 1;
    this.first = decided.size === 0 ? 0 : first;
    this.working = new Uint8Array(length);
    this.workedThrough = new Int32Array(length);
    let worked = plainWorkdaysThrough(this.first - 1);
    for (let index = 0; index < length; index += 1) {
      const dayNumber = this.first + index;
      const isWorking = decided.get(dayNumber)?.working ?? isPlainWorkday(dayNumber);
      if (isWorking) worked += 1;
      this.working[index] = isWorking ? 1 : 0;
      this.workedThrough[index] = worked;
    }
  }

  isWorking(dayNumber: number): boolean {
    const flag = this.working[dayNumber - this.first];
    return flag === undefined ? isPlainWorkday(dayNumber) : flag === 1;
  }

  /** Working days up to and including a day, counted from a fixed day long before. */
  countThrough(dayNumber: number): number {
    const length = this.workedThrough.length;
    const within = this.workedThrough[dayNumber - this.first];
    if (within !== undefined) return within;
    const plain = plainWorkdaysThrough(dayNumber);
    const atEnd = this.workedThrough[length - 1];
    if (dayNumber < this.first || atEnd === undefined) return plain;
    return atEnd + plain - plainWorkdaysThrough(this.first + length - 1);
  }
}

class ArrangedView implements CalendarView {
  readonly version: string;
  readonly coveredThrough: IsoDate;
  private readonly coverage: Coverage;
  private readonly decided: ReadonlyMap<number, DecidedDay>;
  private readonly table: WorkingDayTable;

  constructor(inForce: readonly Arrangement[], agency: string | undefined) {
    const last = inForce.at(-1)?.id ?? 'none';
    const suffix = agency === undefined ? '' : `@${agency}`;
    this.version = `${last}+${inForce.length}-${checksumOf(inForce)}${suffix}`;
    this.coverage = coverageOf(inForce);
    const { from, through } = this.coverage;
    this.coveredThrough = from > through ? NOTHING_COVERED : fromDayNumber(through);
    this.decided = decideDays(inForce);
    this.table = new WorkingDayTable(this.decided);
  }

  day(date: IsoDate): DayFlag {
    const dayNumber = toDayNumber(date);
    const plain = isPlainWorkday(dayNumber);
    const decided = this.decided.get(dayNumber);
    if (decided === undefined) {
      const covered = this.covers(dayNumber, dayNumber);
      return {
        date,
        working: plain,
        kind: covered ? (plain ? 'weekday' : 'weekend') : 'unpublished',
      };
    }
    const { working, name, arrangementId } = decided;
    const workedKind: DayKind = plain ? 'weekday' : 'makeUp';
    return { date, working, kind: working ? workedKind : 'holiday', name, arrangementId };
  }

  isWorkingDay(date: IsoDate): boolean {
    return this.table.isWorking(toDayNumber(date));
  }

  nextWorkingDay(onOrAfter: IsoDate): IsoDate {
    return fromDayNumber(this.workingOnOrAfter(toDayNumber(onOrAfter)));
  }

  addWorkingDays(from: IsoDate, count: number): TermEnd {
    assertWhole(count, 0, 'working days');
    const start = toDayNumber(from);
    let end = start;
    for (let counted = 0; counted < count; counted += 1) end = this.workingOnOrAfter(end + 1);
    return this.termEnd(start, end);
  }

  workingDaysBetween(afterExclusive: IsoDate, throughInclusive: IsoDate): number {
    const after = toDayNumber(afterExclusive);
    const through = toDayNumber(throughInclusive);
    if (through <= after) return 0;
    return this.table.countThrough(through) - this.table.countThrough(after);
  }

  naturalTermEnd(from: IsoDate, days: number): TermEnd {
    assertWhole(days, 0, 'days');
    const start = toDayNumber(from);
    return this.termEnd(start, this.workingOnOrAfter(start + days));
  }

  monthTermEnd(from: IsoDate, months: number): TermEnd {
    assertWhole(months, 0, 'months');
    const lastDay = toDayNumber(addMonths(from, months));
    return this.termEnd(toDayNumber(from), this.workingOnOrAfter(lastDay));
  }

  private workingOnOrAfter(dayNumber: number): number {
    let candidate = dayNumber;
    // Ends: outside the table every week has five working days.
    while (!this.table.isWorking(candidate)) candidate += 1;
    return candidate;
  }

  private covers(first: number, last: number): boolean {
    return first >= this.coverage.from && last <= this.coverage.through;
  }

  private termEnd(start: number, end: number): TermEnd {
    // The day of the event is not counted, so it need not be covered unless it is the end itself.
    const firstCounted = Math.min(start + 1, end);
    return { on: fromDayNumber(end), provisional: !this.covers(firstCounted, end) };
  }
}

/**
 * The calendar that a set of arrangements makes.
 *
 * @param inForce in rising force: a later one overrides an earlier one day by day.
 * @param agency the agency whose overlays are among them.
 */
export const createCalendarView = (
  inForce: readonly Arrangement[],
  agency: string | undefined,
): CalendarView => new ArrangedView(inForce, agency);
