import { refuse } from '@sunledger/decider';
import { foldCase } from '@sunledger/disclosure-case';
import {
  challengedRequestOf,
  decideRemedy,
  foldRemedy,
  type LoggedRemedyEvent,
  type RemedyCommand,
  type RemedyFacts,
} from '@sunledger/remedy';

import type { Calendars } from './calendars';
import { handleCommand, type Outcome } from './command-handler';
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
    const request = challengedRequestOf(caseId, foldCase(requestEvents(logged)));
    return {
      policy,
      today: calendars.today(),
      attested,
      ...(request === undefined ? {} : { request }),
    };
  };

  const reviewNamedBy = async (command: RemedyCommand) => {
    if (command.type !== 'FileSuit' || command.reviewRemedyId === undefined) return undefined;
    const logged = await store.readStream(remedyStream(command.reviewRemedyId));
    return foldRemedy(logged as unknown as readonly LoggedRemedyEvent[]);
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
        lateReason: command.lateReason,
        decide: async (logged) => {
          const facts = await factsAbout(caseId, false);
          if (facts === undefined) return refuse('case-unknown', { caseId });
          // The catalogue has checked each event against the schema of its type.
          const events = logged as unknown as readonly LoggedRemedyEvent[];
          const review = await reviewNamedBy(command);
          const all = { ...facts, logged: events, ...(review === undefined ? {} : { review }) };
          return decideRemedy(command, foldRemedy(events), all);
        },
      },
      context,
    );

  return { handle, factsAbout };
}

export type Remedies = ReturnType<typeof createRemedies>;
