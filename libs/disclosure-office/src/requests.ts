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

/** How often a registration is tried anew when another one took the number first. */
const registrationAttemptsMax = 20;

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
    const year = yearOf(receivedOnOf(registration, state));
    const slot = await this.registers.reserve(agency, year, caseId, registration);
    if (isRefusal(slot)) return slot as Refusal<OfficeRefusal>;
    const { serialNumber } = slot;
    try {
      const clerk: ClerkCommand = { ...registration, type: 'RegisterApplication', serialNumber };
      const command = await this.sealed(caseId, clerk);
      const facts = await this.factsFor(state, agency, requestEvents(logged), command);
      const decided = decide(command, state, facts);
      if (isRefusal(decided)) {
        slot.release();
        return decided as Refusal<OfficeRefusal>;
      }
      const [, result] = await this.parts.store.appendAll([
        slot.append(context),
        {
          stream: requestStream(caseId),
          expectedRevision: logged.at(-1)?.revision ?? noStream,
          events: newEvents(this.parts, decided, context, undefined, registration.lateReason),
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
    const state = foldCase(events);
    // Decided first without sealing: a refused command leaves no key behind.
    const unsealed = { ...command, personal: undefined } as unknown as RequestCommand;
    const facts = await this.factsFor(state, undefined, events, unsealed);
    const dry = decide(withoutAbsent(unsealed), state, facts);
    if (isRefusal(dry) || command.personal === undefined) return dry;
    return decide(await this.sealed(caseId, command), state, facts);
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

  /** Seals the personal part of a command with the key of its case. */
  private async sealed(caseId: string, command: ClerkCommand): Promise<RequestCommand> {
    const { personal, ...rest } = command;
    // What is left has the shape of the domain command: only `personal` and `lookup` were open.
    const plain = rest;
    if (personal === undefined) return plain;
    return {
      ...plain,
      personal: await this.parts.vault.seal(caseId, personal),
      lookup: lookupOf(this.parts, personal),
    } as unknown as RequestCommand;
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
