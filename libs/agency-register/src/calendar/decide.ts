import { type TObject, Type } from '@sinclair/typebox';
import { type Decider, refuse, type Refusal } from '@sunledger/decider';
import {
  type Arrangement,
  type Calendar,
  type IsoDate,
  isFaults,
  officialCalendar,
  parseArrangement,
} from '@sunledger/working-days';

import { type CommandDefinition, decideBy, type GeneralRefusal, generalRefusals } from '../command';
import { OnDate } from '../event-definition';
import { type CalendarState, evolveCalendar, sameArrangement, withNewest } from './calendar';
import type { CalendarEvent } from './events';

/** Every reason for which a command about a calendar is turned down. */
export const calendarRefusals = {
  ...generalRefusals,
  'arrangement-invalid': '节假日安排有误：{faults}。',
  'arrangement-id-taken':
    '编号 {id} 已用于内容不同的安排（{title}）；更正请另用编号，以“调整节假日安排”登记。',
  'arrangement-not-yet-published': '发布日期 {publishedOn} 晚于今天（{today}），请核对。',
  'arrangement-of-another-agency': '该安排属于“{agency}”，不能登记在“{calendar}”的日历。',
  'year-already-published': '{year} 年的节假日安排已公布（{id}）；变动请用“调整节假日安排”。',
  'nothing-to-amend': '{year} 年的节假日安排尚未公布，没有可以调整的安排。',
} as const;
export type CalendarRefusal = keyof typeof calendarRefusals;

export interface CalendarFacts {
  /** Today in Asia/Shanghai. */
  readonly today: IsoDate;
  /** The agency whose overlay this is; absent for the calendar for all (`calendar-CN`). */
  readonly agency?: string;
  /** What is arranged beside this calendar; what the release brings along when left out. */
  readonly calendar?: Calendar;
}

type Answer = readonly CalendarEvent[] | Refusal<CalendarRefusal>;

const command = <Schema extends TObject>(
  definition: CommandDefinition<
    CalendarState,
    CalendarFacts,
    CalendarEvent,
    CalendarRefusal,
    Schema
  >,
) => definition;

/** The arrangement as JSON data; see `parseArrangement`. */
const schema = Type.Object({
  /** The day of entering; the fact itself is dated by the publication of the notice. */
  on: Type.Optional(OnDate),
  arrangement: Type.Unknown(),
});

/** Every command about one calendar, `calendar-CN` or the overlay of an agency. */
export const calendarCommands = {
  /** Records a notice. One that moves days of a year already arranged is logged as an amendment. */
  PublishCalendar: command({
    label: '公布节假日安排',
    schema,
    decide: ({ arrangement }, state, facts): Answer =>
      withArrangement(arrangement, state, facts, (read, annual) => {
        const { agency, year, coversYear } = read;
        if (coversYear && annual !== undefined) {
          return refuse('year-already-published', { year, id: annual.id });
        }
        if (coversYear || agency !== undefined) return [eventOf('CalendarPublished', read)];
        return annual === undefined
          ? refuse('nothing-to-amend', { year })
          : [eventOf('CalendarAmended', read)];
      }),
  }),
  /** Moves days of a year that was arranged before. */
  AmendCalendar: command({
    label: '调整节假日安排',
    schema,
    decide: ({ arrangement }, state, facts): Answer =>
      withArrangement(arrangement, state, facts, (read, annual) => {
        const { year } = read;
        const earlier = annual ?? state.find((one) => one.year === year);
        return earlier === undefined
          ? refuse('nothing-to-amend', { year })
          : [eventOf('CalendarAmended', read)];
      }),
  }),
} as const;

const eventOf = (type: CalendarEvent['type'], arrangement: Arrangement): CalendarEvent => ({
  type,
  occurredOn: arrangement.publishedOn,
  data: { arrangement: { ...arrangement, days: { ...arrangement.days } } },
});

/** What every notice needs; the same notice entered again is no event. */
function withArrangement(
  input: unknown,
  state: CalendarState,
  { today, agency: overlayOf, calendar: beside = officialCalendar }: CalendarFacts,
  decided: (arrangement: Arrangement, annual: Arrangement | undefined) => Answer,
): Answer {
  const read = parseArrangement(input);
  if (isFaults(read)) {
    const faults = read.faults.map(({ path, message }) => `${path} ${message}`);
    return refuse('arrangement-invalid', { faults });
  }
  const { id, publishedOn, agency, year } = read;
  if (agency !== overlayOf) {
    return refuse('arrangement-of-another-agency', {
      agency: agency ?? '全国',
      calendar: overlayOf ?? '全国',
    });
  }
  if (publishedOn > today) return refuse('arrangement-not-yet-published', { publishedOn, today });
  const { arrangements } = withNewest(beside, state);
  const earlier = arrangements.find((arrangement) => arrangement.id === id);
  if (earlier === undefined) {
    return decided(
      read,
      arrangements.find((one) => one.coversYear && one.year === year),
    );
  }
  return sameArrangement(earlier, read)
    ? []
    : refuse('arrangement-id-taken', { id, title: earlier.title });
}

/** A command about one calendar; `arrangement` is JSON data as an operator gives it. */
export type CalendarCommand = {
  readonly type: keyof typeof calendarCommands;
  readonly on?: IsoDate;
  readonly arrangement: unknown;
};

/** What one command does to one calendar: events, none, or a refusal with its code and facts. */
export const decideCalendar: (
  command: CalendarCommand,
  state: CalendarState,
  facts: CalendarFacts,
) => readonly CalendarEvent[] | Refusal<CalendarRefusal | GeneralRefusal> = decideBy<
  CalendarState,
  CalendarFacts,
  CalendarEvent,
  CalendarRefusal
>(calendarCommands);

/** The aggregate of one calendar. */
export const calendar: Decider<
  CalendarState,
  CalendarCommand,
  CalendarEvent,
  CalendarFacts,
  CalendarRefusal
> = { initial: [], decide: decideCalendar, evolve: evolveCalendar };
