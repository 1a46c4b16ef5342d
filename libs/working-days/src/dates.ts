/**
 * Plain calendar dates, counted as days and never as instants.
 *
 * A date is a `YYYY-MM-DD` text of the Gregorian calendar as read in Asia/Shanghai. Such texts
 * compare in time order with `<` and `===`. Inside this library a date is a day number (days since
 * 1970-01-01), so that walking a term costs additions only.
 */
export type IsoDate = string;

const MILLISECONDS_PER_HOUR = 3_600_000;
const MILLISECONDS_PER_DAY = 24 * MILLISECONDS_PER_HOUR;
/** China has kept UTC+8 all year since 1992; every date this program meets is later. */
const SHANGHAI_OFFSET_HOURS = 8;
const INSTANT_WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:\d{2})$/;

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Days from the first of March to the first of each month, counting months from March. */
const DAYS_BEFORE_MONTH = [0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337];
const DAYS_PER_ERA = 146_097;
const YEARS_PER_ERA = 400;
/** Day number 0 counted from 0000-03-01, where the 400-year cycle of leap years starts. */
const EPOCH_IN_ERA_DAYS = 719_468;

/** The texts of these years are kept once written, so that a million cases share them. */
const KEPT_FROM = 7_305; // 1990-01-01
const KEPT_THROUGH = 32_871; // 2059-12-31
const keptTexts: string[] = new Array<string>(KEPT_THROUGH - KEPT_FROM + 1);

const daysInMonth = (year: number, month: number): number => {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
};

/** Reads decimal digits of `text` in [from, to); -1 when one of them is no digit. */
const digits = (text: string, from: number, to: number): number => {
  let value = 0;
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
};

const dayNumberOf = (year: number, month: number, day: number): number => {
  // Counting the year from March puts the leap day last and keeps the month table constant.
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / YEARS_PER_ERA);
  const yearOfEra = marchYear - era * YEARS_PER_ERA;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = (DAYS_BEFORE_MONTH[(month + 9) % 12] ?? 0) + day - 1;
  return era * DAYS_PER_ERA + yearOfEra * 365 + leapDays + dayOfYear - EPOCH_IN_ERA_DAYS;
};

const readDayNumber = (text: string): number | undefined => {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) {
    return undefined;
  }
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    return undefined;
  }
  return dayNumberOf(year, month, day);
};

/** Day number of a date (1970-01-01 is 0). Throws RangeError when the text is no calendar date. */
export const toDayNumber = (date: IsoDate): number => {
  const number = readDayNumber(date);
  if (number === undefined) throw new RangeError(`not a calendar date (YYYY-MM-DD): ${date}`);
  return number;
};

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

const writeDate = (dayNumber: number): IsoDate => {
  const eraDays = dayNumber + EPOCH_IN_ERA_DAYS;
  const era = Math.floor(eraDays / DAYS_PER_ERA);
  const dayOfEra = eraDays - era * DAYS_PER_ERA;
  const leapDays =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const yearStart = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - yearStart;
  let monthFromMarch = 11;
  while ((DAYS_BEFORE_MONTH[monthFromMarch] ?? 0) > dayOfYear) monthFromMarch -= 1;
  const day = dayOfYear - (DAYS_BEFORE_MONTH[monthFromMarch] ?? 0) + 1;
  const month = ((monthFromMarch + 2) % 12) + 1;
  const year = yearOfEra + era * YEARS_PER_ERA + (month <= 2 ? 1 : 0);
  if (year < 1 || year > 9999) throw new RangeError(`year ${year} cannot be written as YYYY-MM-DD`);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
};

/** The date of a day number; the inverse of `toDayNumber`. */
export const fromDayNumber = (dayNumber: number): IsoDate => {
  if (dayNumber < KEPT_FROM || dayNumber > KEPT_THROUGH) return writeDate(dayNumber);
  const kept = keptTexts[dayNumber - KEPT_FROM];
  if (kept !== undefined) return kept;
  const written = writeDate(dayNumber);
  keptTexts[dayNumber - KEPT_FROM] = written;
  return written;
};

/** Day of the week of a day number, 0 = Sunday … 6 = Saturday. */
export const weekdayOfDayNumber = (dayNumber: number): number => (((dayNumber + 4) % 7) + 7) % 7;

/** A whole number of days, months or working days; anything else is a programming error. */
export const assertWhole = (value: number, minimum: number, what: string): void => {
  if (!Number.isSafeInteger(value) || value < minimum) {
    throw new RangeError(`${what} must be a whole number of at least ${minimum}: ${value}`);
  }
};

/** True for a `YYYY-MM-DD` text that names a day that exists (2023-02-29 does not). */
export const isIsoDate = (text: unknown): text is IsoDate =>
  typeof text === 'string' && readDayNumber(text) !== undefined;

/** The date `days` natural days later (earlier when negative). */
export const addDays = (date: IsoDate, days: number): IsoDate => {
  assertWhole(days, Number.MIN_SAFE_INTEGER, 'days');
  return fromDayNumber(toDayNumber(date) + days);
};

/** Natural days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: IsoDate, to: IsoDate): number =>
  toDayNumber(to) - toDayNumber(from);

/**
 * The end of a term of `months` months that begins with `date` (earlier when negative): the same
 * day of the last month, or that month's last day where it has no such day (民法典 art. 202).
 */
export const addMonths = (date: IsoDate, months: number): IsoDate => {
  assertWhole(months, Number.MIN_SAFE_INTEGER, 'months');
  toDayNumber(date); // refuses what is no date
  const monthIndex = yearOf(date) * 12 + digits(date, 5, 7) - 1 + months;
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - year * 12 + 1;
  const day = Math.min(digits(date, 8, 10), daysInMonth(year, month));
  return fromDayNumber(dayNumberOf(year, month, day));
};

/** Day of the week, 0 = Sunday … 6 = Saturday. */
export const weekday = (date: IsoDate): number => weekdayOfDayNumber(toDayNumber(date));

/** The calendar year of a date. Throws RangeError when the text does not begin with a year. */
export const yearOf = (date: IsoDate): number => {
  const year = digits(date, 0, 4);
  if (year < 1) throw new RangeError(`not a calendar date (YYYY-MM-DD): ${date}`);
  return year;
};

/** The later of two dates. */
export const maxDate = (one: IsoDate, other: IsoDate): IsoDate => (one >= other ? one : other);

/** The earlier of two dates. */
export const minDate = (one: IsoDate, other: IsoDate): IsoDate => (one <= other ? one : other);

/**
 * The date in Asia/Shanghai (UTC+8) at an instant, whatever the time zone of the process.
 *
 * @param instant milliseconds since 1970-01-01T00:00Z, or ISO text with `Z` or an offset. Text
 *   without one would be read in the process's own zone and is refused with RangeError.
 */
export const today = (instant: string | number): IsoDate => {
  const milliseconds = typeof instant === 'number' ? instant : readInstant(instant);
  if (!Number.isFinite(milliseconds)) throw new RangeError(`not an instant: ${instant}`);
  const shifted = milliseconds + SHANGHAI_OFFSET_HOURS * MILLISECONDS_PER_HOUR;
  return fromDayNumber(Math.floor(shifted / MILLISECONDS_PER_DAY));
};

const readInstant = (text: string): number =>
  INSTANT_WITH_OFFSET.test(text) ? Date.parse(text) : Number.NaN;
