import { refuse, type Refusal } from '@sunledger/decider';
import type { IsoDate } from '@sunledger/working-days';

import {
  appealOnly,
  type ReviewDecision,
  reviewDecisions,
  type SuitDecision,
  suitDecisions,
} from './decisions';
import type { RemedyEvent } from './events';
import type { RemedyRefusal } from './refusals';
import { type Remedy, type RemedyInstance, remedyKindLabels, remedyStatusOf } from './remedy';

/** What happens next to a remedy; the same for a command and for a fact already logged. */
export interface Step {
  readonly proceeding: 'review' | 'suit';
  readonly act: 'file' | 'accept' | 'answer' | 'decide' | 'appeal' | 'withdraw';
  readonly label: string;
  readonly on: IsoDate;
  readonly decision?: ReviewDecision | SuitDecision;
}

const steps = {
  ReviewFiled: { proceeding: 'review', act: 'file', label: '申请行政复议' },
  ReviewAccepted: { proceeding: 'review', act: 'accept', label: '复议受理' },
  ReviewAnswered: { proceeding: 'review', act: 'answer', label: '提出复议答复' },
  ReviewDecided: { proceeding: 'review', act: 'decide', label: '复议决定' },
  ReviewWithdrawn: { proceeding: 'review', act: 'withdraw', label: '撤回复议申请' },
  SuitFiled: { proceeding: 'suit', act: 'file', label: '提起行政诉讼' },
  SuitDocketed: { proceeding: 'suit', act: 'accept', label: '诉讼立案' },
  SuitAnswered: { proceeding: 'suit', act: 'answer', label: '提交答辩状' },
  SuitDecided: { proceeding: 'suit', act: 'decide', label: '诉讼裁判' },
  SuitAppealed: { proceeding: 'suit', act: 'appeal', label: '上诉' },
  SuitWithdrawn: { proceeding: 'suit', act: 'withdraw', label: '撤诉（撤回上诉）' },
} as const satisfies Record<
  Exclude<RemedyEvent['type'], 'FactCorrected'>,
  Omit<Step, 'on' | 'decision'>
>;

/** The step that a fact is. */
export const stepOf = (event: Exclude<RemedyEvent, { type: 'FactCorrected' }>): Step => ({
  ...steps[event.type],
  on: event.occurredOn,
  ...('decision' in event.data && event.data.decision !== undefined
    ? { decision: event.data.decision }
    : {}),
});

/** Why a step cannot follow on what has happened so far; undefined when it can. */
export function stepRefusal(step: Step, state: Remedy): Refusal<RemedyRefusal> | undefined {
  return (
    filingRefusal(step, state) ??
    (step.act === 'file' ? undefined : actRefusal(step, state)) ??
    decisionRefusal(step, state) ??
    orderRefusal(step, state)
  );
}

function filingRefusal(
  { act, proceeding, label }: Step,
  { filing }: Remedy,
): Refusal<RemedyRefusal> | undefined {
  if (filing === undefined) return act === 'file' ? undefined : refuse('remedy-not-filed');
  const kindLabel = remedyKindLabels[filing.kind];
  if (act === 'file') {
    return refuse('remedy-already-filed', { remedyId: filing.remedyId, kindLabel });
  }
  return (filing.kind === 'review') === (proceeding === 'review')
    ? undefined
    : refuse('remedy-kind-mismatch', { kindLabel, commandLabel: label });
}

function actRefusal(step: Step, state: Remedy): Refusal<RemedyRefusal> | undefined {
  const last = state.instances.at(-1);
  switch (remedyStatusOf(state)) {
    case 'unfiled':
      return refuse('remedy-not-filed');
    case 'withdrawn':
      return refuse('remedy-withdrawn', {
        withdrawnOn: state.withdrawnBeforeAcceptanceOn ?? last?.end?.on,
      });
    case 'filed':
      if (step.act === 'appeal') return refuse('appeal-before-decision');
      if (step.act === 'answer') return refuse('answer-before-acceptance');
      return step.act === 'decide' && !refusesToAccept(step)
        ? refuse('not-accepted-yet')
        : undefined;
    case 'underway':
      if (step.act === 'appeal') return refuse('appeal-before-decision');
      if (step.act === 'answer') return answerRefusal(last);
      return step.act === 'accept'
        ? refuse('already-accepted', { acceptedOn: last?.openedOn })
        : undefined;
    case 'decided':
      if (step.act !== 'appeal') {
        return refuse('already-decided', { decidedOn: last?.end?.on, commandLabel: step.label });
      }
      // A case is ended by its second instance (行政诉讼法 art 7); a new trial is a first one.
      return last?.openedBy === 'appeal' ? refuse('appeal-of-final-judgment') : undefined;
  }
}

const answerRefusal = (last: RemedyInstance | undefined): Refusal<RemedyRefusal> | undefined =>
  last?.answeredOn === undefined
    ? undefined
    : refuse('already-answered', { answeredOn: last.answeredOn });

const refusesToAccept = ({ decision }: Step): boolean =>
  decision === 'notAccepted' || decision === 'notDocketed';

function decisionRefusal(step: Step, { instances }: Remedy): Refusal<RemedyRefusal> | undefined {
  const { act, decision, proceeding } = step;
  if (act !== 'decide' || decision === undefined) return undefined;
  const last = instances.at(-1);
  const decisionLabel = decisionLabelOf(proceeding, decision);
  if (refusesToAccept(step) && last !== undefined) {
    return refuse('refusal-after-acceptance', { acceptedOn: last.openedOn, decisionLabel });
  }
  const onAppeal = appealOnly.has(decision as SuitDecision);
  return onAppeal && last?.openedBy !== 'appeal'
    ? refuse('decision-not-of-this-instance', { decisionLabel })
    : undefined;
}

/** The Chinese name of a way of deciding. */
export const decisionLabelOf = (
  proceeding: Step['proceeding'],
  decision: ReviewDecision | SuitDecision,
): string => {
  // Both tables are asked by a name that the schema of the proceeding has checked.
  const types: Readonly<Record<string, { readonly label: string } | undefined>> =
    proceeding === 'review' ? reviewDecisions : suitDecisions;
  return types[decision]?.label ?? decision;
};

function orderRefusal(
  { on, label }: Step,
  { filing, instances }: Remedy,
): Refusal<RemedyRefusal> | undefined {
  const last = instances.at(-1);
  const happened: readonly (readonly [what: string, on: IsoDate | undefined])[] = [
    ['审结', last?.end?.on],
    ['答复（答辩）', last?.answeredOn],
    ['受理（立案、上诉）', last?.openedOn],
    ['提起', filing?.filedOn],
  ];
  const later = happened.find(([, earlierOn]) => earlierOn !== undefined && earlierOn > on);
  return later === undefined
    ? undefined
    : refuse('date-out-of-order', {
        what: label,
        on,
        earlierWhat: later[0],
        earlierOn: later[1],
      });
}
