import { isRefusal } from '@sunledger/decider';
import { defaultPolicy } from '@sunledger/policy';

import {
  type AccountCommand,
  type AccountEvent,
  type Agency,
  type AgencyCommand,
  type AgencyEvent,
  type CalendarCommand,
  type CalendarEvent,
  decideAccount,
  decideAgency,
  decideCalendar,
  decideRegister,
  foldAccount,
  foldAgency,
  foldCalendar,
  foldRegister,
  type KnownAgency,
  type RegisterCommand,
  type RegisterEvent,
} from '../index';

const accepted = <Event>(decision: readonly Event[] | object, what: string): readonly Event[] => {
  if (isRefusal(decision)) throw new Error(`${what}: ${JSON.stringify(decision)}`);
  return decision as readonly Event[];
};

/** Given the commands that made an agency, when one more comes: its events or its refusal. */
export const givenAgency = (
  commands: readonly AgencyCommand[],
  others: readonly KnownAgency[] = [],
) => {
  let state: Agency | null = null;
  const events: AgencyEvent[] = [];
  const factsOf = (known: Agency | null) => ({
    today: '2026-06-30',
    agencies: known === null ? others : [...others, known],
  });
  for (const command of commands) {
    events.push(
      ...accepted<AgencyEvent>(decideAgency(command, state, factsOf(state)), command.type),
    );
    state = foldAgency(events);
  }
  return {
    events,
    state,
    when: (command: AgencyCommand) => decideAgency(command, state, factsOf(state)),
  };
};

/** The same for the register of one year. */
export const givenRegister = (
  commands: readonly RegisterCommand[],
  { today = '2026-06-30', serialNumberPattern = defaultPolicy.serialNumberPattern } = {},
) => {
  const facts = { today, policy: { serialNumberPattern } };
  const events: RegisterEvent[] = [];
  for (const command of commands) {
    const decision = decideRegister(command, foldRegister(events), facts);
    events.push(...accepted<RegisterEvent>(decision, command.type));
  }
  return {
    events,
    state: foldRegister(events),
    when: (command: RegisterCommand) => decideRegister(command, foldRegister(events), facts),
  };
};

/** The same for the calendar for all, or for the overlay of an agency. */
export const givenCalendar = (
  commands: readonly CalendarCommand[],
  { today = '2026-12-31', agency }: { readonly today?: string; readonly agency?: string } = {},
) => {
  const facts = { today, ...(agency === undefined ? {} : { agency }) };
  const events: CalendarEvent[] = [];
  const when = (command: CalendarCommand) => decideCalendar(command, foldCalendar(events), facts);
  for (const command of commands) {
    events.push(...accepted<CalendarEvent>(when(command), command.type));
  }
  return { events, when };
};

/** The same for an account; the only agency is `sunvale` unless others are given. */
export const givenAccount = (
  commands: readonly AccountCommand[],
  agencies: readonly KnownAgency[] = [{ code: 'sunvale', parent: null }],
) => {
  const facts = { today: '2026-06-30', agencies, accountId: 'wang' };
  const events: AccountEvent[] = [];
  const when = (command: AccountCommand) => decideAccount(command, foldAccount(events), facts);
  for (const command of commands) {
    events.push(...accepted<AccountEvent>(when(command), command.type));
  }
  return { events, state: foldAccount(events), when };
};
