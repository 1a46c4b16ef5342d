import { refuse, type Refusal } from '@sunledger/decider';
import { closingOf, foldCase } from '@sunledger/disclosure-case';
import {
  decideRemedy,
  foldRemedy,
  type LoggedRemedyEvent,
  type RemedyCommand,
  type RemedyFacts,
} from '@sunledger/remedy';

import type { Calendars } from './calendars';
import { type DecidedEvent, handleCommand, type Outcome } from './command-handler';
import { remedyStream, requestStream } from './identity';
import type { CommandContext, OfficeParts } from './parts';
import { requestEvents } from './requests';

/** 行政复议 and 行政诉讼, each its own history linked to a request. */
export function createRemedies(parts: OfficeParts, calendars: Calendars) {
  const { store, policy } = parts;

  /** What a decision about a remedy needs to know of the request it is about. */
  const factsAbout = async (
    caseId: string,
    attested: boolean,
  ): Promise<RemedyFacts | undefined> => {
    const logged = await store.readStream(requestStream(caseId));
    if (logged.length === 0) return undefined;
    const request = foldCase(requestEvents(logged));
    const closing = closingOf(request, policy);
    return {
      policy,
      today: calendars.today(),
      attested,
      request: {
        caseId,
        agency: request.agency ?? '',
        disposalKind: closing?.disposalKind ?? null,
        decidedOn: closing?.on ?? null,
        remedyAdvice: request.reply?.remedyAdvice ?? null,
      },
    } as RemedyFacts;
  };

  const handle = (
    remedyId: string,
    caseId: string,
    command: RemedyCommand,
    context: CommandContext,
  ): Promise<Outcome> =>
    handleCommand(
      parts,
      {
        stream: remedyStream(remedyId),
        decide: async (logged) => {
          const facts = await factsAbout(caseId, false);
          if (facts === undefined) return refuse('case-unknown', { caseId });
          const events = logged as unknown as readonly LoggedRemedyEvent[];
          return decideRemedy(command, foldRemedy(events), facts) as
            readonly DecidedEvent[] | Refusal;
        },
      },
      context,
    );

  return { handle, factsAbout };
}

export type Remedies = ReturnType<typeof createRemedies>;
