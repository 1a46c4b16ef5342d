import { type ArrangedDay, type Arrangement } from './arrangement';
import { isIsoDate, yearOf, type IsoDate } from './dates';

export type FaultCode =
  | 'not-an-object'
  | 'missing'
  | 'unknown-field'
  | 'not-an-id'
  | 'not-a-year'
  | 'not-a-date'
  | 'not-a-text'
  | 'not-a-flag'
  | 'no-days'
  | 'day-outside-the-year'
  | 'published-after-the-year'
  | 'overlay-covers-year';

/**
 * One fault of an input: where (`/days/2027-01-01/working`), which, and a sentence for the
 * operator.
 */
export interface Fault {
  readonly path: string;
  readonly code: FaultCode;
  readonly message: string;
}

/** Everything that is wrong with an input; never empty. */
export interface Faults {
  readonly faults: readonly Fault[];
}

const MESSAGES: Readonly<Record<FaultCode, string>> = {
  'not-an-object': '应为对象',
  missing: '缺少此项',
  'unknown-field': '未知项',
  'not-an-id': '应为小写字母、数字和连字符组成的标识',
  'not-a-year': '应为 2000 至 2100 之间的年份',
  'not-a-date': '应为真实存在的日期（YYYY-MM-DD）',
  'not-a-text': '应为非空文本',
  'not-a-flag': '应为 true 或 false',
  'no-days': '至少应列出一天',
  'day-outside-the-year': '日期应在本年度或上一年 12 月',
  'published-after-the-year': '发布日期晚于所安排的年度',
  'overlay-covers-year': '单个机关的安排不能作为全年安排',
};

const FIELDS = [
  'id',
  'year',
  'publishedOn',
  'publicationDateConfirmed',
  'document',
  'title',
  'coversYear',
  'days',
  'agency',
];
const DAY_FIELDS = ['working', 'name'];
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

type Fields = Readonly<Record<string, unknown>>;
type Check<T> = (value: unknown) => value is T;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '';
const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isYear = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 2000 && value <= 2100;

/** Collects faults while reading, so that an operator sees all of them at once. */
class Reading {
  readonly faults: Fault[] = [];

  fault(path: string, code: FaultCode): void {
    this.faults.push({ path, code, message: MESSAGES[code] });
  }

  field<T>(
    fields: Fields,
    parent: string,
    name: string,
    check: Check<T>,
    code: FaultCode,
  ): T | undefined {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (check(value)) return value;
    this.fault(`${parent}/${name}`, value === undefined ? 'missing' : code);
    return undefined;
  }

  optional<T>(fields: Fields, name: string, check: Check<T>, code: FaultCode): T | undefined {
    return Object.hasOwn(fields, name) ? this.field(fields, '', name, check, code) : undefined;
  }

  unknownFields(fields: Fields, parent: string, known: readonly string[]): void {
    for (const name of Object.keys(fields)) {
      if (!known.includes(name)) this.fault(`${parent}/${name}`, 'unknown-field');
    }
  }
}

const belongsTo = (date: IsoDate, year: number): boolean =>
  yearOf(date) === year || (yearOf(date) === year - 1 && date.slice(5, 7) === '12');

const readDay = (reading: Reading, path: string, value: unknown): ArrangedDay | undefined => {
  if (!isFields(value)) {
    reading.fault(path, 'not-an-object');
    return undefined;
  }
  reading.unknownFields(value, path, DAY_FIELDS);
  const working = reading.field(value, path, 'working', isFlag, 'not-a-flag');
  const name = reading.field(value, path, 'name', isText, 'not-a-text');
  return working === undefined || name === undefined ? undefined : { working, name };
};

const readDays = (
  reading: Reading,
  fields: Fields,
  year: number | undefined,
): Record<IsoDate, ArrangedDay> => {
  const days: Record<IsoDate, ArrangedDay> = {};
  const given = reading.field(fields, '', 'days', isFields, 'not-an-object');
  if (given === undefined) return days;
  if (Object.keys(given).length === 0) reading.fault('/days', 'no-days');
  for (const [date, value] of Object.entries(given)) {
    const path = `/days/${date}`;
    if (!isIsoDate(date)) reading.fault(path, 'not-a-date');
    else if (year !== undefined && !belongsTo(date, year)) {
      reading.fault(path, 'day-outside-the-year');
    }
    const day = readDay(reading, path, value);
    if (day !== undefined) days[date] = day;
  }
  return days;
};

/**
 * Reads a notice from JSON data, so that a new year is added without a release.
 *
 * @returns the arrangement, or every fault found with its path; nothing of a faulty input is taken.
 */
export const parseArrangement = (input: unknown): Arrangement | Faults => {
  const reading = new Reading();
  if (!isFields(input)) {
    reading.fault('', 'not-an-object');
    return { faults: reading.faults };
  }
  reading.unknownFields(input, '', FIELDS);
  const id = reading.field(input, '', 'id', isId, 'not-an-id');
  const year = reading.field(input, '', 'year', isYear, 'not-a-year');
  const publishedOn = reading.field(input, '', 'publishedOn', isIsoDate, 'not-a-date');
  const confirmed = reading.optional(input, 'publicationDateConfirmed', isFlag, 'not-a-flag');
  const document = reading.field(input, '', 'document', isText, 'not-a-text');
  const title = reading.field(input, '', 'title', isText, 'not-a-text');
  const coversYear = reading.field(input, '', 'coversYear', isFlag, 'not-a-flag');
  const agency = reading.optional(input, 'agency', isText, 'not-a-text');
  const days = readDays(reading, input, year);
  if (year !== undefined && publishedOn !== undefined && yearOf(publishedOn) > year) {
    reading.fault('/publishedOn', 'published-after-the-year');
  }
  if (coversYear === true && agency !== undefined) {
    reading.fault('/coversYear', 'overlay-covers-year');
  }
  if (
    reading.faults.length > 0 ||
    id === undefined ||
    year === undefined ||
    publishedOn === undefined ||
    document === undefined ||
    title === undefined ||
    coversYear === undefined
  ) {
    return { faults: reading.faults };
  }
  return {
    id,
    year,
    publishedOn,
    ...(confirmed === undefined ? {} : { publicationDateConfirmed: confirmed }),
    document,
    title,
    coversYear,
    days,
    ...(agency === undefined ? {} : { agency }),
  };
};

/** Tells a refused input from a read arrangement. */
export const isFaults = (result: object): result is Faults => Object.hasOwn(result, 'faults');
