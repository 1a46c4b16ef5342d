import { isRefusal } from '@sunledger/decider';
import { defaultPolicy } from '@sunledger/policy';

import {
  type ChallengedRequest,
  decideRemedy,
  foldRemedy,
  type LoggedRemedyEvent,
  type RemedyCommand,
  type RemedyFact,
  remedyFactsOf,
  type RemedyFacts,
} from '../index';

/** A request refused as 过程性信息 in 2023, when the applicant could still choose. */
export const refusedIn2023: ChallengedRequest = {
  caseId: 'case-1',
  agency: 'sunvale',
  receivedOn: '2023-02-01',
  voided: false,
  reply: { disposalKind: 'refusedProcess', decidedOn: '2023-02-20', remedyAdvice: 'choice' },
};

/** The same refusal, decided after 行政复议法 (2023) came into force. */
export const refusedIn2024: ChallengedRequest = {
  ...refusedIn2023,
  receivedOn: '2024-02-01',
  reply: { disposalKind: 'refusedProcess', decidedOn: '2024-02-20', remedyAdvice: 'reviewFirst' },
};

export const facts: RemedyFacts = {
  policy: defaultPolicy,
  today: '2026-06-30',
  request: refusedIn2023,
};

const lateReason = '补录往年案件';

/**
 * The history that a list of commands makes. Every one of them must be accepted, so that no spec
 * starts from what cannot have happened.
 */
export function history(
  commands: readonly RemedyCommand[],
  given: Partial<RemedyFacts> = {},
): readonly LoggedRemedyEvent[] {
  const logged: LoggedRemedyEvent[] = [];
  for (const command of commands) {
    const decision = decideRemedy({ lateReason, ...command }, foldRemedy(logged), {
      ...facts,
      logged,
      ...given,
    });
    if (isRefusal(decision)) throw new Error(`${command.type}: ${JSON.stringify(decision)}`);
    for (const event of decision) logged.push({ ...event, id: `event-${logged.length + 1}` });
  }
  return logged;
}

/** Given what happened, when a command comes: its events, or its refusal. */
export const given = (commands: readonly RemedyCommand[], about: Partial<RemedyFacts> = {}) => {
  const logged = history(commands, about);
  return {
    when: (command: RemedyCommand) =>
      decideRemedy({ lateReason, ...command }, foldRemedy(logged), { ...facts, logged, ...about }),
  };
};

/** What section 四 reads of a history. */
export const factsOf = (commands: readonly RemedyCommand[], asOf?: string): readonly RemedyFact[] =>
  remedyFactsOf(foldRemedy(history(commands), asOf));

export const fileReview = (on: string): RemedyCommand => ({
  type: 'FileReview',
  on,
  remedyId: 'remedy-1',
  caseId: 'case-1',
});
export const acceptReview = (on: string): RemedyCommand => ({ type: 'AcceptReview', on });
export const fileSuit = (on: string): RemedyCommand => ({
  type: 'FileSuit',
  on,
  remedyId: 'remedy-1',
  caseId: 'case-1',
  afterReview: false,
});
export const docketSuit = (on: string): RemedyCommand => ({ type: 'DocketSuit', on });

/** A review accepted in March 2023. */
export const acceptedReview = [fileReview('2023-03-01'), acceptReview('2023-03-06')] as const;
/** A direct suit docketed in April 2023. */
export const docketedSuit = [fileSuit('2023-04-03'), docketSuit('2023-04-10')] as const;
