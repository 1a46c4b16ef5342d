import { knownHistory } from '@sunledger/disclosure-case';

import type { ChallengedRequest } from './commands/command';
import { outcomeConditions } from './commands/deciding';
import { type DecisionType, type RemedyResult, reviewDecisions, suitDecisions } from './decisions';
import type { LoggedRemedyEvent, RemedyEvent } from './events';
import { remedyRefusalSentence } from './refusals';
import { evolve, noRemedy, type Remedy } from './remedy';
import { stepOf, stepRefusal } from './transitions';

/**
 * The first thing in a history that cannot have happened, in Chinese, or `null`. Checked when a
 * correction rewrites what is known.
 */
export function brokenHistory(
  logged: readonly LoggedRemedyEvent[],
  request?: ChallengedRequest,
): string | null {
  let state: Remedy = noRemedy;
  for (const event of knownHistory(logged)) {
    const fault = faultOf(event, state, request);
    if (fault !== null) return fault;
    state = evolve(state, event);
  }
  return null;
}

function faultOf(
  event: RemedyEvent,
  state: Remedy,
  request: ChallengedRequest | undefined,
): string | null {
  if (event.type === 'FactCorrected') return null;
  const refusal = stepRefusal(stepOf(event), state);
  if (refusal !== undefined) return remedyRefusalSentence(refusal.refused, refusal.facts);
  if (request !== undefined && event.occurredOn < request.receivedOn) {
    return remedyRefusalSentence('filed-before-receipt', {
      on: event.occurredOn,
      receivedOn: request.receivedOn,
    });
  }
  return outcomeFault(event);
}

function outcomeFault(event: RemedyEvent): string | null {
  switch (event.type) {
    case 'ReviewDecided':
      return disagreement(typeOf(reviewDecisions, event.data.decision), event.data.result);
    case 'SuitDecided':
      return disagreement(typeOf(suitDecisions, event.data.decision), event.data.result);
    case 'ReviewFiled':
    case 'ReviewAccepted':
    case 'ReviewAnswered':
    case 'ReviewWithdrawn':
    case 'SuitFiled':
    case 'SuitDocketed':
    case 'SuitAnswered':
    case 'SuitAppealed':
    case 'SuitWithdrawn':
    case 'FactCorrected':
      return null;
  }
}

const typeOf = <Decision extends string>(
  types: Readonly<Record<Decision, DecisionType>>,
  decision: Decision | undefined,
): DecisionType | undefined => (decision === undefined ? undefined : types[decision]);

/** What the table says a decision means must be what was stated, where both are there. */
function disagreement(
  type: DecisionType | undefined,
  result: RemedyResult | undefined,
): string | null {
  const broken = outcomeConditions(type, result).find(({ holds, evidence }) => !holds && !evidence);
  return broken === undefined ? null : remedyRefusalSentence(broken.code, broken.facts);
}
