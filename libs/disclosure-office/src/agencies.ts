import {
  type AgencyCommand,
  type AgencyEvent,
  calendar,
  type CalendarCommand,
  type CalendarEvent,
  decideAgency,
  decideCalendar,
  foldAgency,
} from '@sunledger/agency-register';
import type { Refusal } from '@sunledger/decider';

import type { Calendars } from './calendars';
import { type DecidedEvent, handleCommand, type Outcome } from './command-handler';
import { agencyStream, calendarStream } from './identity';
import type { CommandContext, OfficeParts } from './parts';

/** Agencies and their tree, and the arrangements of working days. */
export function createAgencies(parts: OfficeParts, calendars: Calendars) {
  const { readModels } = parts;

  const handle = (
    code: string,
    command: AgencyCommand,
    context: CommandContext,
  ): Promise<Outcome> =>
    handleCommand(
      parts,
      {
        stream: agencyStream(code),
        decide: async (logged) => {
          const { position } = await parts.store.head();
          await readModels.runner.waitFor(position);
          const facts = { today: calendars.today(), agencies: await readModels.agencies.list() };
          // The catalogue has checked each event against the schema of its type.
          const state = foldAgency(logged as unknown as readonly AgencyEvent[]);
          return decideAgency(command, state, facts);
        },
      },
      context,
    );

  /** Publishes or amends an arrangement; due dates of open cases move with it. */
  const arrange = (command: CalendarCommand, context: CommandContext): Promise<Outcome> => {
    const agency = agencyOf(command);
    return handleCommand(
      parts,
      {
        stream: calendarStream(agency),
        decide: async (logged) =>
          decideCalendar(
            command,
            // The catalogue has checked each event against the schema of its type.
            (logged as unknown as readonly CalendarEvent[]).reduce(
              calendar.evolve,
              calendar.initial,
            ),
            {
              today: calendars.today(),
              calendar: await calendars.calendarOf(agency),
              ...(agency === undefined ? {} : { agency }),
            },
          ) as readonly DecidedEvent[] | Refusal,
      },
      context,
    );
  };

  return { handle, arrange };
}

const agencyOf = ({ arrangement }: CalendarCommand): string | undefined =>
  typeof arrangement === 'object' && arrangement !== null && 'agency' in arrangement
    ? String(arrangement.agency)
    : undefined;
