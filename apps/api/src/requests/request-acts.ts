import { Command } from '@nestjs/cqrs';
import { refuse, type Refusal } from '@sunledger/decider';
import {
  type ClerkCommand,
  type CommandContext,
  type Office,
  type Outcome,
  type PersonalFields,
  type Registration,
  requestStream,
} from '@sunledger/disclosure-office';

import { commandHandler } from '../cqrs-handlers';

/** The outcome of a registration, with the case and the number it was given. */
export type RegistrationOutcome = Awaited<ReturnType<Office['requests']['register']>>;

/** Enters an application in the register. */
export class RegisterRequest extends Command<RegistrationOutcome> {
  constructor(
    readonly registration: Registration,
    readonly context: CommandContext,
    /** The case, where it had arrived before. */
    readonly caseId?: string,
  ) {
    super();
  }
}

/** Opens a case with its submission or arrival, before it is registered. */
export class OpenRequest extends Command<Outcome> {
  constructor(
    readonly caseId: string,
    readonly command: ClerkCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Carries out one command about a case that is on record. */
export class GiveRequestCommand extends Command<Outcome> {
  constructor(
    readonly caseId: string,
    readonly command: ClerkCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Opens the personal data of a case; the reading is logged. */
export class ReadPersonalData extends Command<PersonalFields | Refusal> {
  constructor(
    readonly caseId: string,
    readonly purpose: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

const isOnRecord = async ({ parts }: Office, caseId: string): Promise<boolean> =>
  (await parts.store.readStream(requestStream(caseId), { max: 1 })).length > 0;

/** These open a case; about one that is not on record they would open it under a foreign id. */
const openingCommands: readonly ClerkCommand['type'][] = [
  'SubmitApplication',
  'RecordArrival',
  'RegisterApplication',
];

async function give(
  office: Office,
  { caseId, command, context }: GiveRequestCommand,
): Promise<Outcome> {
  if (openingCommands.includes(command.type) && !(await isOnRecord(office, caseId))) {
    return refuse('case-unknown', { caseId });
  }
  if (command.type === 'RegisterApplication') {
    // The register gives the number, together with the registration.
    return office.requests.register(command, context, caseId);
  }
  if (command.type === 'ErasePersonalData') {
    // The key is destroyed once the tombstone stands.
    return office.erasePersonalData(caseId, command, context);
  }
  return office.requests.handle(caseId, command, context);
}

export const requestCommandHandlers = [
  commandHandler(RegisterRequest, (office, { registration, context, caseId }) =>
    office.requests.register(registration, context, caseId),
  ),
  commandHandler(OpenRequest, (office, { caseId, command, context }) =>
    office.requests.handle(caseId, command, context),
  ),
  commandHandler(GiveRequestCommand, give),
  commandHandler(ReadPersonalData, (office, { caseId, purpose, context }) =>
    office.readPersonalData(caseId, purpose, context),
  ),
];
