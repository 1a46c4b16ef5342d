import { Type } from '@sinclair/typebox';
import { reviewFirstFrom, withholdingKinds } from '@sunledger/disclosure-case';
import type { IsoDate } from '@sunledger/working-days';

import { suitDecisions } from '../decisions';
import { OnDate, type RemedyEventData, remedyEventSchemas } from '../events';
import type { RemedyWarning } from '../refusals';
import { remedyStatusOf } from '../remedy';
import { stepOf } from '../transitions';
import {
  command,
  type Condition,
  decideWhen,
  evidenced,
  mayFollow,
  must,
  type RemedyFacts,
} from './command';
import { outcomeConditions } from './deciding';
import { requestConditions } from './filing';

const on = { on: OnDate };
const { SuitFiled, SuitDocketed, SuitAnswered, SuitDecided, SuitAppealed, SuitWithdrawn } =
  remedyEventSchemas;

/** 行政诉讼: from the filing through its instances to its end. */
export const suitCommands = {
  FileSuit: command({
    label: '提起行政诉讼',
    schema: Type.Omit(Type.Object({ ...on, ...SuitFiled.properties }), ['agency']),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const agency = facts.request?.agency ?? '';
      const event = { type: 'SuitFiled', occurredOn, data: { ...data, agency } } as const;
      return decideWhen(
        facts,
        [
          mayFollow(stepOf(event), state),
          ...requestConditions({ caseId: data.caseId, on: occurredOn }, facts),
          ...(data.afterReview
            ? reviewConditions(event.data, occurredOn, facts)
            : [must(data.reviewRemedyId === undefined, 'direct-suit-names-review')]),
        ],
        () => event,
        data.afterReview ? [] : directSuitWarnings(occurredOn, facts),
      );
    },
  }),
  DocketSuit: command({
    label: '诉讼立案',
    schema: Type.Object({ ...on, ...SuitDocketed.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const event = { type: 'SuitDocketed', occurredOn, data } as const;
      return decideWhen(facts, [mayFollow(stepOf(event), state)], () => event);
    },
  }),
  AnswerSuit: command({
    label: '提交答辩状',
    schema: Type.Object({ ...on, ...SuitAnswered.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const event = { type: 'SuitAnswered', occurredOn, data } as const;
      return decideWhen(facts, [mayFollow(stepOf(event), state)], () => event);
    },
  }),
  DecideSuit: command({
    label: '诉讼裁判',
    schema: Type.Object({ ...on, ...SuitDecided.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const event = { type: 'SuitDecided', occurredOn, data } as const;
      const type = data.decision === undefined ? undefined : suitDecisions[data.decision];
      return decideWhen(
        facts,
        [mayFollow(stepOf(event), state), ...outcomeConditions(type, data.result)],
        () => event,
      );
    },
  }),
  AppealSuit: command({
    label: '上诉',
    schema: Type.Object({ ...on, ...SuitAppealed.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const event = { type: 'SuitAppealed', occurredOn, data } as const;
      return decideWhen(facts, [mayFollow(stepOf(event), state)], () => event);
    },
  }),
  WithdrawSuit: command({
    label: '撤诉（撤回上诉）',
    schema: Type.Object({ ...on, ...SuitWithdrawn.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const event = { type: 'SuitWithdrawn', occurredOn, data } as const;
      return decideWhen(facts, [mayFollow(stepOf(event), state)], () => event);
    },
  }),
} as const;

/** 复议后起诉: the review was decided, or its term passed without a decision (行政诉讼法 art 45). */
function reviewConditions(
  { caseId, reviewRemedyId, reviewLapsed = false }: RemedyEventData<'SuitFiled'>,
  filedOn: IsoDate,
  { review }: RemedyFacts,
): readonly Condition[] {
  if (reviewRemedyId === undefined) return [evidenced(false, 'review-record-missing')];
  const filing = review?.filing;
  const known =
    filing?.kind === 'review' && filing.remedyId === reviewRemedyId && filing.caseId === caseId;
  if (review === undefined || !known) return [must(false, 'review-unknown', { reviewRemedyId })];
  const decidedOn = review.instances.at(-1)?.end?.on;
  const earlierOn = decidedOn ?? filing.filedOn;
  return [
    must(reviewLapsed || remedyStatusOf(review) === 'decided', 'review-pending', {
      reviewRemedyId,
    }),
    must(filedOn >= earlierOn, 'date-out-of-order', {
      what: '起诉',
      on: filedOn,
      earlierWhat: decidedOn === undefined ? '申请复议' : '复议审结',
      earlierOn,
    }),
  ];
}

/**
 * A refusal under 条例 arts 14–16 decided since 2024-01-01 must go to review first (行政复议法
 * art 23(1)(4)), as must whatever the reply itself said must. A court may have docketed the suit
 * all the same, so the fact stands with a doubt.
 */
function directSuitWarnings(filedOn: IsoDate, { request }: RemedyFacts): readonly RemedyWarning[] {
  const reply = request?.reply;
  if (reply === undefined || reply.decidedOn > filedOn) return [];
  const refused = withholdingKinds.has(reply.disposalKind) && reply.decidedOn >= reviewFirstFrom;
  return refused || reply.remedyAdvice === 'reviewFirst' ? ['review-first-skipped'] : [];
}
