import type { Static, TObject } from '@sinclair/typebox';
import { refuse, type Refusal } from '@sunledger/decider';
import type { DisclosureCase, DisposalKind, RemedyAdvice } from '@sunledger/disclosure-case';
import type { Policy } from '@sunledger/policy';
import type { IsoDate } from '@sunledger/working-days';

import type { LoggedRemedyEvent, RemedyEvent } from '../events';
import type { RemedyRefusal, RemedyWarning } from '../refusals';
import type { Remedy } from '../remedy';
import { type Step, stepRefusal } from '../transitions';

/** What a remedy needs to know of the request it is about. */
export interface ChallengedRequest {
  readonly caseId: string;
  readonly agency: string;
  readonly receivedOn: IsoDate;
  readonly voided: boolean;
  /** How the request was answered; absent while it is not (a remedy against silence). */
  readonly reply?: {
    readonly disposalKind: DisposalKind;
    /** The day on which the reply was signed, by which the law of the remedy is chosen. */
    readonly decidedOn: IsoDate;
    /** What the decision said under 行政复议法 art 23; see `remedyAdvice`. */
    readonly remedyAdvice: RemedyAdvice;
  };
}

/** The request as a remedy sees it; undefined where it was never registered. */
export function challengedRequestOf(
  caseId: string,
  { registration, receivedOn, voided, reply }: DisclosureCase,
): ChallengedRequest | undefined {
  if (registration === undefined || receivedOn === undefined) return undefined;
  return {
    caseId,
    agency: registration.agency,
    receivedOn,
    voided: voided !== undefined,
    ...(reply === undefined
      ? {}
      : {
          reply: {
            disposalKind: reply.disposalKind,
            decidedOn: reply.signedOn,
            remedyAdvice: reply.remedyAdvice,
          },
        }),
  };
}

/** What a decision may look at beside the remedy: nothing else is read, no clock, no store. */
export interface RemedyFacts {
  readonly policy: Policy;
  /** Today in Asia/Shanghai. */
  readonly today: IsoDate;
  /**
   * True for rows of a ledger: the office states what it did. Missing evidence becomes a warning
   * on the fact; what cannot have happened is refused all the same.
   */
  readonly attested?: boolean;
  /** The request the filing names; absent when there is none of that id. */
  readonly request?: ChallengedRequest;
  /** The review a suit names as having come before it. */
  readonly review?: Remedy;
  /** The log of this remedy, needed to correct one of its facts. */
  readonly logged?: readonly LoggedRemedyEvent[];
}

export type RemedyDecision = readonly RemedyEvent[] | Refusal<RemedyRefusal>;

/** One condition of a command: whether it holds, and how the answer reads when it does not. */
export interface Condition {
  readonly holds: boolean;
  readonly code: RemedyRefusal;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Evidence a ledger does not carry: a warning when the fact is attested. */
  readonly evidence: boolean;
}

/** Refused when false, whoever says so: it cannot have happened, or not in this order. */
export const must = (
  holds: boolean,
  code: RemedyRefusal,
  facts: Readonly<Record<string, unknown>> = {},
): Condition => ({ holds, code, facts, evidence: false });

/** Refused when false, unless the office attests the fact; then it is logged as a doubt. */
export const evidenced = (
  holds: boolean,
  code: RemedyRefusal,
  facts: Readonly<Record<string, unknown>> = {},
): Condition => ({ holds, code, facts, evidence: true });

/** What the steps of a remedy allow at this point, as a condition. */
export function mayFollow(step: Step, state: Remedy): Condition {
  const refusal = stepRefusal(step, state);
  return refusal === undefined
    ? must(true, 'command-invalid')
    : must(false, refusal.refused, refusal.facts);
}

/** Refuses for the first condition that does not hold, or answers with the event. */
export function decideWhen(
  { attested = false }: RemedyFacts,
  conditions: readonly Condition[],
  event: () => RemedyEvent,
  doubts: readonly RemedyWarning[] = [],
): RemedyDecision {
  const broken = conditions.filter(({ holds }) => !holds);
  const refusal = broken.find(({ evidence }) => !(evidence && attested));
  if (refusal !== undefined) return refuse(refusal.code, refusal.facts);
  const warnings: readonly string[] = [...broken.map(({ code }) => code), ...doubts];
  return warnings.length === 0 ? [event()] : [{ ...event(), warnings }];
}

/** One command: what it is called, what it says, and what it decides. */
export interface RemedyCommandDefinition<Schema extends TObject = TObject> {
  readonly label: string;
  readonly schema: Schema;
  readonly decide: (command: Static<Schema>, state: Remedy, facts: RemedyFacts) => RemedyDecision;
}

/** Keeps the schema's type for the decision; the table of commands is built from these. */
export const command = <Schema extends TObject>(
  definition: RemedyCommandDefinition<Schema>,
): RemedyCommandDefinition<Schema> => definition;
