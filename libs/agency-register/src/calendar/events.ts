import { type Static, Type } from '@sinclair/typebox';
import type { DomainEvent } from '@sunledger/decider';
import { isFaults, parseArrangement } from '@sunledger/working-days';

import { defineEvents, OnDate, type StoredEventDefinition } from '../event-definition';

const ArrangementSchema = Type.Object({
  id: Type.String(),
  year: Type.Integer(),
  publishedOn: OnDate,
  publicationDateConfirmed: Type.Optional(Type.Boolean()),
  document: Type.String(),
  title: Type.String(),
  coversYear: Type.Boolean(),
  days: Type.Record(Type.String(), Type.Object({ working: Type.Boolean(), name: Type.String() })),
  agency: Type.Optional(Type.String()),
});

/**
 * Holiday arrangements as they became known (streams `calendar-CN` for all and
 * `calendar-<agency>` for one). `occurredOn` is the day of publication.
 */
export const calendarEventSchemas = {
  CalendarPublished: Type.Object({ arrangement: ArrangementSchema }),
  /** A later notice that moves days which were arranged otherwise (2019-03-22, 2020-01-27). */
  CalendarAmended: Type.Object({ arrangement: ArrangementSchema }),
} as const;

export type CalendarEventType = keyof typeof calendarEventSchemas;
export type CalendarEvent = {
  [Name in CalendarEventType]: DomainEvent<Name, Static<(typeof calendarEventSchemas)[Name]>>;
}[CalendarEventType];

/** Shape first, then what only the reading of an arrangement knows: dates that exist, ids, years. */
const soundArrangement =
  (check: StoredEventDefinition['check']): StoredEventDefinition['check'] =>
  (data) => {
    const shape = check(data);
    if (shape !== true) return shape;
    // The schema has just found the arrangement in it.
    const read = parseArrangement((data as CalendarEvent['data']).arrangement);
    const first = isFaults(read) ? read.faults[0] : undefined;
    return first === undefined ? true : `/arrangement${first.path} ${first.code}`;
  };

export const calendarEventDefinitions: readonly StoredEventDefinition<CalendarEventType>[] =
  defineEvents<CalendarEventType>(calendarEventSchemas).map((definition) => ({
    ...definition,
    check: soundArrangement(definition.check),
  }));
