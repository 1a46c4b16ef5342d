import { isRefusal, refuse, type Refusal } from '@sunledger/decider';
import {
  type CaseFacts,
  type CaseRefusal,
  closingOf,
  decide,
  type DisclosureCase,
  foldCase,
  type LoggedRequestEvent,
  type Lookup,
  noCase,
  receiptDate,
  type RequestCommand,
} from '@sunledger/disclosure-case';
import { type StoredEvent, noStream, RevisionConflict } from '@sunledger/event-store';
import { yearOf } from '@sunledger/working-days';

import type { Calendars } from './calendars';
import { alreadyDone, handleCommand, newEvents, type Outcome, warningsOf } from './command-handler';
import { derivedId, requestStream } from './identity';
import type { CommandContext, OfficeParts } from './parts';
import type { PersonalFields } from './personal-fields';
import type { Registers } from './registers';

/** A command as a clerk gives it: personal data in the clear, sealed before anything is decided. */
export type ClerkCommand = {
  readonly [Name in RequestCommand['type']]: Omit<
    Extract<RequestCommand, { type: Name }>,
    'personal' | 'lookup'
  > & { readonly personal?: PersonalFields };
}[RequestCommand['type']];

/** A registration; without a serial number the register gives the next one. */
export type Registration = Omit<
  Extract<ClerkCommand, { type: 'RegisterApplication' }>,
  'type' | 'serialNumber'
> & { readonly serialNumber?: string };

export type OfficeRefusal =
  | CaseRefusal
  | 'agency-unknown'
  | 'case-unknown'
  | 'serial-number-taken'
  | 'serial-number-contended';

export interface Registered {
  readonly caseId: string;
  readonly serialNumber: string;
}

/** The log of a case as the domain reads it. */
export const requestEvents = (logged: readonly StoredEvent[]): readonly LoggedRequestEvent[] =>
  // The catalogue has checked each event against the schema of its type.
  logged as unknown as readonly LoggedRequestEvent[];

/** How often a registration is tried anew when another one took the number first. */
const registrationAttemptsMax = 20;

export function createRequests(parts: OfficeParts, calendars: Calendars, registers: Registers) {
  const { store, vault, policy } = parts;

  const factsFor = async (
    state: DisclosureCase,
    agency: string | undefined,
    logged: readonly LoggedRequestEvent[],
    command: RequestCommand,
  ): Promise<CaseFacts> => {
    const earlierCase = await earlierCaseOf(command);
    return {
      calendar: await calendars.viewFor(state.agency ?? agency),
      policy,
      today: calendars.today(),
      logged,
      ...(earlierCase === undefined ? {} : { earlierCase }),
    };
  };

  const earlierCaseOf = async (command: RequestCommand): Promise<CaseFacts['earlierCase']> => {
    if (command.type !== 'SignReply' || command.earlierCaseId === undefined) return undefined;
    const logged = await store.readStream(requestStream(command.earlierCaseId));
    if (logged.length === 0) return undefined;
    const earlier = foldCase(requestEvents(logged));
    return {
      caseId: command.earlierCaseId,
      answered: earlier.reply !== undefined && closingOf(earlier, policy) !== null,
      lookup: earlier.lookup,
    };
  };

  /** Seals the personal part of a command with the key of its case. */
  const sealed = async (caseId: string, command: ClerkCommand): Promise<RequestCommand> => {
    const { personal, ...rest } = command;
    // What is left has the shape of the domain command: only `personal` and `lookup` were open.
    const plain = rest as unknown as RequestCommand;
    if (personal === undefined) return plain;
    return {
      ...plain,
      personal: await vault.seal(caseId, personal),
      lookup: lookupOf(parts, personal),
    } as unknown as RequestCommand;
  };

  /** Carries out one command about a registered (or arrived) case. */
  const handle = (
    caseId: string,
    command: ClerkCommand,
    context: CommandContext,
  ): Promise<Outcome<OfficeRefusal>> =>
    handleCommand<OfficeRefusal>(
      parts,
      {
        stream: requestStream(caseId),
        lateReason: command.lateReason,
        decide: async (logged) => {
          const events = requestEvents(logged);
          const state = foldCase(events);
          const opens = command.type === 'SubmitApplication' || command.type === 'RecordArrival';
          if (logged.length === 0 && !opens) return refuse('case-unknown', { caseId });
          // Decided first without sealing: a refused command leaves no key behind.
          const unsealed = { ...command, personal: undefined } as unknown as RequestCommand;
          const facts = await factsFor(state, undefined, events, unsealed);
          const dry = decide(withoutAbsent(unsealed), state, facts);
          if (isRefusal(dry) || command.personal === undefined) return dry;
          return decide(await sealed(caseId, command), state, facts);
        },
      },
      context,
    );

  /**
   * Registers an application: the serial number and the case become one fact, all or nothing.
   * A case that had arrived before keeps its id.
   */
  const register = async (
    registration: Registration,
    context: CommandContext,
    arrivedCaseId?: string,
  ): Promise<(Outcome<OfficeRefusal> & Partial<Registered>) | Refusal<OfficeRefusal>> => {
    if (!(await registers.knowsAgency(registration.agency))) {
      return refuse('agency-unknown', { agency: registration.agency });
    }
    const caseId = arrivedCaseId ?? derivedId(context.commandId, 'case');
    const stream = requestStream(caseId);
    for (let attempt = 1; attempt <= registrationAttemptsMax; attempt += 1) {
      const logged = await store.readStream(stream);
      const earlier = alreadyDone(logged, context);
      if (earlier !== undefined) {
        const { registration: row } = foldCase(requestEvents(logged));
        return { ...earlier, caseId, serialNumber: row?.serialNumber ?? '' };
      }
      const outcome = await registerOnce(caseId, logged, registration, context);
      if (outcome !== 'contended') return outcome;
    }
    return refuse('serial-number-contended', { agency: registration.agency });
  };

  const registerOnce = async (
    caseId: string,
    logged: readonly StoredEvent[],
    registration: Registration,
    context: CommandContext,
  ) => {
    const events = requestEvents(logged);
    const state = logged.length === 0 ? noCase : foldCase(events);
    const year = yearOf(receivedOnOf(registration, state));
    const slot = await registers.reserve(registration.agency, year, caseId, registration);
    if (isRefusal(slot)) return slot as Refusal<OfficeRefusal>;
    try {
      const clerk: ClerkCommand = {
        ...registration,
        type: 'RegisterApplication',
        serialNumber: slot.serialNumber,
      };
      const command = await sealed(caseId, clerk);
      const facts = await factsFor(state, registration.agency, events, command);
      const decided = decide(command, state, facts);
      if (isRefusal(decided)) {
        slot.release();
        return decided as Refusal<OfficeRefusal>;
      }
      const numbered = slot.append(context);
      const [, result] = await store.appendAll([
        numbered,
        {
          stream: requestStream(caseId),
          expectedRevision: logged.at(-1)?.revision ?? noStream,
          events: newEvents(parts, decided, context, undefined, registration.lateReason),
        },
      ]);
      if (result === undefined) throw new Error('two appends have two results');
      return {
        done: true as const,
        stream: requestStream(caseId),
        revision: result.revision,
        position: result.position,
        warnings: warningsOf(decided),
        duplicate: result.duplicate,
        caseId,
        serialNumber: slot.serialNumber,
      };
    } catch (error) {
      slot.release();
      if (error instanceof RevisionConflict) return 'contended' as const;
      throw error;
    }
  };

  return { handle, register, sealed };
}

export type Requests = ReturnType<typeof createRequests>;

/** Keyed hashes of what a case can be found by. */
export const lookupOf = (
  { vault }: Pick<OfficeParts, 'vault'>,
  { name, documentNumber }: PersonalFields,
): Lookup => ({
  ...(name === undefined ? {} : { name: vault.lookupHash('name', name) }),
  ...(documentNumber === undefined
    ? {}
    : { documentNumber: vault.lookupHash('documentNumber', documentNumber) }),
});

const withoutAbsent = (command: RequestCommand): RequestCommand =>
  Object.fromEntries(
    Object.entries(command).filter(([, value]) => value !== undefined),
  ) as unknown as RequestCommand;

/** The register of the year in which the request was received keeps its number. */
function receivedOnOf(registration: Registration, state: DisclosureCase): string {
  const byRule = receiptDate(registration.channel, {
    submittedOn: registration.submittedOn ?? state.submittedOn,
    arrivedOn: registration.arrivedOn ?? state.arrivedOn,
    confirmedOn: registration.confirmedOn ?? state.confirmedOn,
  });
  const stated = registration.receivedOn;
  return stated ?? ('receivedOn' in byRule ? byRule.receivedOn : registration.on);
}
