import { type Static, type TObject } from '@sinclair/typebox';
import { refuse, type Refusal } from '@sunledger/decider';
import type { Policy } from '@sunledger/policy';
import type { CalendarView, IsoDate } from '@sunledger/working-days';

import type { DisclosureCase } from '../case';
import type { RequestEvent } from '../events';
import type { Lookup } from '../events/fields';
import { factsInHand } from '../facts-in-hand';
import type { LoggedRequestEvent } from '../history';
import type { CaseRefusal } from '../refusals';
import type { CaseStatus } from '../status';

/** What a decision may look at beside the case: nothing else is read, no clock, no store. */
export interface CaseFacts {
  readonly calendar: CalendarView;
  readonly policy: Policy;
  /** Today in Asia/Shanghai. */
  readonly today: IsoDate;
  /**
   * True for rows of a ledger: the office states what it did. Missing evidence becomes a warning
   * on the fact; what cannot have happened is refused all the same.
   */
  readonly attested?: boolean;
  /** The earlier case a reply of 重复申请 points to. */
  readonly earlierCase?: {
    readonly caseId: string;
    readonly answered: boolean;
    readonly lookup: Lookup;
  };
  /** The log of this case, needed to correct one of its facts. */
  readonly logged?: readonly LoggedRequestEvent[];
}

export type Decision = readonly RequestEvent[] | Refusal<CaseRefusal>;

/** One condition of a command: whether it holds, and how the answer reads when it does not. */
export interface Condition {
  readonly holds: boolean;
  readonly code: CaseRefusal;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Evidence a ledger does not carry: a warning when the fact is attested. */
  readonly evidence: boolean;
}

/** Refused when false, whoever says so: it cannot have happened, or not in this order. */
export const must = (
  holds: boolean,
  code: CaseRefusal,
  facts: Readonly<Record<string, unknown>> = {},
): Condition => ({ holds, code, facts, evidence: false });

/** Refused when false, unless the office attests the fact; then it is logged as a doubt. */
export const evidenced = (
  holds: boolean,
  code: CaseRefusal,
  facts: Readonly<Record<string, unknown>> = {},
): Condition => ({ holds, code, facts, evidence: true });

/** Refused when the later of two facts is dated before the earlier one. */
export const inOrder = (
  earlierWhat: string,
  earlierOn: IsoDate | undefined,
  what: string,
  on: IsoDate,
): Condition =>
  must(earlierOn === undefined || earlierOn <= on, 'date-out-of-order', {
    what,
    on,
    earlierWhat,
    earlierOn,
  });

/** Refused when an end is dated before work on the case that is on file: that cannot be both. */
export const afterFactsInHand = (
  state: DisclosureCase,
  what: string,
  on: IsoDate,
): readonly Condition[] =>
  factsInHand(state).map(([earlierWhat, earlierOn]) => inOrder(earlierWhat, earlierOn, what, on));

/** A lapse or withdrawal: the ways in which a case ends without a reply. */
const endedOn = (state: DisclosureCase): IsoDate | undefined =>
  state.withdrawnOn ?? state.correctionLapsedOn ?? state.feeLapsedOn;

/** Refused once the case has ended without a reply. */
export const notEnded = (state: DisclosureCase): Condition =>
  must(endedOn(state) === undefined, 'case-already-closed', { closedOn: endedOn(state) });

/** Refuses for the first condition that does not hold, or answers with the events. */
export function decideWhen(
  { attested = false }: CaseFacts,
  conditions: readonly Condition[],
  events: () => readonly RequestEvent[],
): Decision {
  const broken = conditions.filter(({ holds }) => !holds);
  const refusal = broken.find(({ evidence }) => !(evidence && attested));
  if (refusal !== undefined) return refuse(refusal.code, refusal.facts);
  const warnings = broken.map(({ code }) => code);
  return warnings.length === 0
    ? events()
    : events().map((event) => ({ ...event, warnings: [...warnings, ...(event.warnings ?? [])] }));
}

/** One command: what it is called, when it is permitted, what it says, and what it decides. */
export interface CommandDefinition<Schema extends TObject = TObject> {
  readonly label: string;
  readonly permittedIn: readonly CaseStatus[];
  readonly schema: Schema;
  /** Dates before receipt are refused unless this says otherwise. */
  readonly mayPrecedeReceipt?: boolean;
  /** Clock-neutral paperwork may be dated within a year that is already closed. */
  readonly mayFallInClosedYear?: boolean;
  readonly decide: (command: Static<Schema>, state: DisclosureCase, facts: CaseFacts) => Decision;
}

/** Keeps the schema's type for the decision; the table of commands is built from these. */
export const command = <Schema extends TObject>(
  definition: CommandDefinition<Schema>,
): CommandDefinition<Schema> => definition;

/** Statuses in which a registered case is being worked on. */
export const inHand = [
  'open',
  'awaitingCorrection',
  'awaitingReasons',
  'consulting',
  'awaitingFee',
] as const satisfies readonly CaseStatus[];

/** Statuses of a registered case that was not voided. */
export const registered = [...inHand, 'signed', 'closed'] as const satisfies readonly CaseStatus[];
