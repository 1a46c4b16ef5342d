import { setTimeout as sleep } from 'node:timers/promises';

import { isRefusal, refuse, type Refusal } from '@sunledger/decider';
import {
  type CaseFacts,
  type CaseRefusal,
  closingOf,
  decide,
  type Decision,
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
import { caseIdOfCommand, requestStream } from './identity';
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

/** Stands in a registration until the register gives its number. */
const numberToCome = '（待编号）';

/** How often a registration is tried anew when another one took the number first. */
const registrationAttemptsMax = 20;
/** The longest pause before the second attempt, in ms; it grows with each. */
const contentionPauseMs = 10;

/** Everything that happens to a request, from the clerk's words to facts in the log. */
export class Requests {
  constructor(
    private readonly parts: OfficeParts,
    private readonly calendars: Calendars,
    private readonly registers: Registers,
  ) {}

  /** Carries out one command about a registered (or arrived) case. */
  handle(
    caseId: string,
    command: ClerkCommand,
    context: CommandContext,
  ): Promise<Outcome<OfficeRefusal>> {
    const target = {
      stream: requestStream(caseId),
      lateReason: command.lateReason,
      decide: (logged: readonly StoredEvent[]) => this.decide(caseId, command, logged),
    };
    return handleCommand<OfficeRefusal>(this.parts, target, context);
  }

  /**
   * Registers an application: the serial number and the case become one fact, all or nothing.
   * A case that had arrived before keeps its id.
   */
  async register(
    registration: Registration,
    context: CommandContext,
    arrivedCaseId?: string,
  ): Promise<(Outcome<OfficeRefusal> & Partial<Registered>) | Refusal<OfficeRefusal>> {
    const { agency } = registration;
    if (!(await this.registers.knowsAgency(agency))) return refuse('agency-unknown', { agency });
    const caseId = arrivedCaseId ?? caseIdOfCommand(context.commandId);
    for (let attempt = 1; attempt <= registrationAttemptsMax; attempt += 1) {
      const logged = await this.parts.store.readStream(requestStream(caseId));
      const earlier = alreadyDone(logged, context);
      if (earlier !== undefined) {
        const { registration: row } = foldCase(requestEvents(logged));
        return { ...earlier, caseId, serialNumber: row?.serialNumber ?? '' };
      }
      const outcome = await this.registerOnce(caseId, logged, registration, context);
      if (outcome !== 'contended') return outcome;
      // Others registering at once step out of each other's way, the further the longer it lasts.
      await sleep(Math.random() * contentionPauseMs * attempt);
    }
    return refuse('serial-number-contended', { agency });
  }

  private async registerOnce(
    caseId: string,
    logged: readonly StoredEvent[],
    registration: Registration,
    context: CommandContext,
  ) {
    const { agency } = registration;
    const state = logged.length === 0 ? noCase : foldCase(requestEvents(logged));
    const clerk: ClerkCommand = {
      ...registration,
      type: 'RegisterApplication',
      serialNumber: registration.serialNumber ?? numberToCome,
    };
    const decided = await this.decideSealed(caseId, clerk, state, requestEvents(logged));
    if (isRefusal(decided)) return decided as Refusal<OfficeRefusal>;
    const year = yearOf(receivedOnOf(registration, state));
    // From here to the append nothing is waited for, so that numbers are logged as they are given.
    const slot = await this.registers.reserve(agency, year, caseId, registration);
    if (isRefusal(slot)) return slot as Refusal<OfficeRefusal>;
    const { serialNumber } = slot;
    const numbered = decided.map((event) =>
      event.type === 'ApplicationRegistered'
        ? { ...event, data: { ...event.data, serialNumber } }
        : event,
    );
    try {
      const [, result] = await this.parts.store.appendAll([
        slot.append(context),
        {
          stream: requestStream(caseId),
          expectedRevision: logged.at(-1)?.revision ?? noStream,
          events: newEvents(this.parts, numbered, context, undefined, registration.lateReason),
        },
      ]);
      if (result === undefined) throw new Error('two appends have two results');
      const done = { done: true as const, ...result, warnings: warningsOf(decided) };
      return { ...done, caseId, serialNumber };
    } catch (error) {
      slot.release();
      if (error instanceof RevisionConflict) return 'contended' as const;
      throw error;
    }
  }

  private async decide(
    caseId: string,
    command: ClerkCommand,
    logged: readonly StoredEvent[],
  ): Promise<Decision | Refusal<OfficeRefusal>> {
    const opens = command.type === 'SubmitApplication' || command.type === 'RecordArrival';
    if (logged.length === 0 && !opens) return refuse('case-unknown', { caseId });
    const events = requestEvents(logged);
    return this.decideSealed(caseId, command, foldCase(events), events);
  }

  /**
   * Decides with an empty seal and seals what was decided: a refused command leaves no key behind.
   */
  private async decideSealed(
    caseId: string,
    { personal, ...words }: ClerkCommand,
    state: DisclosureCase,
    logged: readonly LoggedRequestEvent[],
  ): Promise<Decision> {
    const opened = {
      ...words,
      ...(personal === undefined
        ? {}
        : {
            personal: { sealed: '', fields: Object.keys(personal) },
            lookup: lookupOf(this.parts, personal),
          }),
    };
    // With the seal in place it has the shape of the domain command.
    const command = withoutAbsent(opened);
    const agency = 'agency' in words ? words.agency : undefined;
    const facts = await this.factsFor(state, agency, logged, command);
    const decided = decide(command, state, facts);
    if (isRefusal(decided) || personal === undefined) return decided;
    const sealed = await this.parts.vault.seal(caseId, personal);
    return decided.map((event) =>
      'personal' in event.data
        ? ({ ...event, data: { ...event.data, personal: sealed } } as typeof event)
        : event,
    );
  }

  private async factsFor(
    state: DisclosureCase,
    agency: string | undefined,
    logged: readonly LoggedRequestEvent[],
    command: RequestCommand,
  ): Promise<CaseFacts> {
    const earlierCase = await this.earlierCaseOf(command);
    return {
      calendar: await this.calendars.viewFor(state.agency ?? agency),
      policy: this.parts.policy,
      today: this.calendars.today(),
      logged,
      ...(earlierCase === undefined ? {} : { earlierCase }),
    };
  }

  private async earlierCaseOf(command: RequestCommand): Promise<CaseFacts['earlierCase']> {
    if (command.type !== 'SignReply' || command.earlierCaseId === undefined) return undefined;
    const logged = await this.parts.store.readStream(requestStream(command.earlierCaseId));
    if (logged.length === 0) return undefined;
    const earlier = foldCase(requestEvents(logged));
    return {
      caseId: command.earlierCaseId,
      answered: earlier.reply !== undefined && closingOf(earlier, this.parts.policy) !== null,
      lookup: earlier.lookup,
    };
  }
}

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
