import { knownHistory } from '@sunledger/disclosure-case';
import type { IsoDate } from '@sunledger/working-days';

import {
  type RemedyResult,
  type ReviewDecision,
  reviewDecisions,
  type SuitDecision,
  suitDecisions,
} from './decisions';
import type { LoggedRemedyEvent, RemedyEvent, RemedyEventData } from './events';

/** The three column groups of section 四. */
export const remedyKinds = ['review', 'directSuit', 'suitAfterReview'] as const;
export type RemedyKind = (typeof remedyKinds)[number];

export const remedyKindLabels = {
  review: '行政复议',
  directSuit: '行政诉讼（未经复议直接起诉）',
  suitAfterReview: '行政诉讼（复议后起诉）',
} as const satisfies Record<RemedyKind, string>;

export interface RemedyEnd {
  readonly on: IsoDate;
  readonly by: 'decision' | 'withdrawal';
  readonly decision?: ReviewDecision | SuitDecision;
  readonly result: RemedyResult;
}

/** One instance: a review, a suit in first instance, an appeal, a new trial after remand. */
export interface RemedyInstance {
  /**
   * `refusal`: never accepted, so opened and ended by the decision that says so; it counts in
   * the year of that decision.
   */
  readonly openedBy: 'acceptance' | 'refusal' | 'appeal' | 'remand';
  readonly openedOn: IsoDate;
  /** When the office answered the review body or the court. */
  readonly answeredOn?: IsoDate;
  readonly end?: RemedyEnd;
  /** When the next instance was opened. */
  readonly appealedOn?: IsoDate;
}

export interface RemedyFiling {
  readonly remedyId: string;
  readonly caseId: string;
  readonly agency: string;
  readonly kind: RemedyKind;
  readonly filedOn: IsoDate;
  readonly reviewRemedyId?: string;
}

/** What decisions about one 行政复议 or 行政诉讼 need to know. */
export interface Remedy {
  readonly filing?: RemedyFiling;
  readonly instances: readonly RemedyInstance[];
  readonly withdrawnBeforeAcceptanceOn?: IsoDate;
}

export const noRemedy: Remedy = { instances: [] };

/** The state after one more fact. Total: no stored fact can make it fail. */
export function evolve(state: Remedy, event: RemedyEvent): Remedy {
  const on = event.occurredOn;
  switch (event.type) {
    case 'ReviewFiled':
      return { ...state, filing: filingOf(event.data, 'review', on) };
    case 'SuitFiled':
      return {
        ...state,
        filing: filingOf(event.data, event.data.afterReview ? 'suitAfterReview' : 'directSuit', on),
      };
    case 'ReviewAccepted':
    case 'SuitDocketed':
      return opened(state, 'acceptance', on);
    case 'ReviewAnswered':
    case 'SuitAnswered':
      return withLast(state, { answeredOn: on });
    case 'ReviewDecided':
      return ended(state, on, reviewDecisions, event.data);
    case 'SuitDecided': {
      const decided = ended(state, on, suitDecisions, event.data);
      return event.data.decision === 'remanded' ? reopened(decided, 'remand', on) : decided;
    }
    case 'SuitAppealed':
      return reopened(state, 'appeal', on);
    case 'ReviewWithdrawn':
    case 'SuitWithdrawn':
      return withdrawn(state, on);
    case 'FactCorrected':
      // Applied to the corrected fact by `knownHistory`, before the fold.
      return state;
  }
}

const filingOf = (
  data: RemedyEventData<'ReviewFiled'> & { readonly reviewRemedyId?: string },
  kind: RemedyKind,
  filedOn: IsoDate,
): RemedyFiling => ({
  remedyId: data.remedyId,
  caseId: data.caseId,
  agency: data.agency,
  kind,
  filedOn,
  ...(data.reviewRemedyId === undefined ? {} : { reviewRemedyId: data.reviewRemedyId }),
});

const opened = (
  state: Remedy,
  openedBy: RemedyInstance['openedBy'],
  openedOn: IsoDate,
): Remedy => ({ ...state, instances: [...state.instances, { openedBy, openedOn }] });

const withLast = (state: Remedy, change: Partial<RemedyInstance>): Remedy => {
  const last = state.instances.at(-1);
  return last === undefined
    ? state
    : { ...state, instances: [...state.instances.slice(0, -1), { ...last, ...change }] };
};

const reopened = (state: Remedy, by: 'appeal' | 'remand', on: IsoDate): Remedy =>
  opened(withLast(state, { appealedOn: on }), by, on);

/** The result that stood before the running instance was opened. */
const resultBefore = ({ instances }: Remedy): RemedyResult =>
  instances.at(-2)?.end?.result ?? 'otherResult';

function ended<Decision extends ReviewDecision | SuitDecision>(
  state: Remedy,
  on: IsoDate,
  types: Readonly<Record<Decision, { readonly result: RemedyResult | 'ofInstanceBefore' }>>,
  { decision, result }: { readonly decision?: Decision; readonly result?: RemedyResult },
): Remedy {
  const running = state.instances.length === 0 ? opened(state, 'refusal', on) : state;
  const column = decision === undefined ? (result ?? 'otherResult') : types[decision].result;
  return withLast(running, {
    end: {
      on,
      by: 'decision',
      result: column === 'ofInstanceBefore' ? resultBefore(running) : column,
      ...(decision === undefined ? {} : { decision }),
    },
  });
}

function withdrawn(state: Remedy, on: IsoDate): Remedy {
  const last = state.instances.at(-1);
  if (last === undefined) return { ...state, withdrawnBeforeAcceptanceOn: on };
  // With an appeal withdrawn, the judgment appealed against takes effect.
  const result = last.openedBy === 'appeal' ? resultBefore(state) : 'otherResult';
  return withLast(state, { end: { on, by: 'withdrawal', result } });
}

/**
 * The state of a remedy from its log, corrections applied.
 * @param asOf leaves out what happened after this date (`YYYY-MM-DD`, Asia/Shanghai).
 */
export const foldRemedy = (logged: readonly LoggedRemedyEvent[], asOf?: IsoDate): Remedy =>
  knownHistory(logged, asOf).reduce<Remedy>(evolve, noRemedy);

export const remedyStatuses = ['unfiled', 'filed', 'underway', 'decided', 'withdrawn'] as const;
export type RemedyStatus = (typeof remedyStatuses)[number];

export function remedyStatusOf(state: Remedy): RemedyStatus {
  if (state.filing === undefined) return 'unfiled';
  if (state.withdrawnBeforeAcceptanceOn !== undefined) return 'withdrawn';
  const last = state.instances.at(-1);
  if (last === undefined) return 'filed';
  if (last.end === undefined) return 'underway';
  return last.end.by === 'decision' ? 'decided' : 'withdrawn';
}

/**
 * One instance of one remedy, as section 四 counts it. A suit that is appealed has a fact per
 * instance, so that a later appeal never changes what an earlier year's report counted.
 */
export interface RemedyFact {
  readonly remedyId: string;
  /** 1 for a review and for a first instance, 2 for an appeal, and so on. */
  readonly instance: number;
  readonly caseId: string;
  readonly agency: string;
  readonly kind: RemedyKind;
  /** When the remedy itself, that is its first instance, was accepted. */
  readonly acceptedOn: IsoDate;
  readonly openedOn: IsoDate;
  readonly endedOn: IsoDate | null;
  readonly result: RemedyResult | null;
  /** When the next instance was opened; null while this is the last. */
  readonly appealedOn: IsoDate | null;
}

/**
 * The facts of one remedy for section 四. What was filed and neither accepted nor refused, or was
 * withdrawn before that, is not counted: 尚未审结 is what was accepted and is undecided.
 */
export function remedyFactsOf({ filing, instances }: Remedy): readonly RemedyFact[] {
  const first = instances[0];
  if (filing === undefined || first === undefined) return [];
  const { remedyId, caseId, agency, kind } = filing;
  return instances.map(({ openedOn, end, appealedOn }, at) => ({
    remedyId,
    instance: at + 1,
    caseId,
    agency,
    kind,
    acceptedOn: first.openedOn,
    openedOn,
    endedOn: end?.on ?? null,
    result: end?.result ?? null,
    appealedOn: appealedOn ?? null,
  }));
}
