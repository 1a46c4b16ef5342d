import { Type } from '@sinclair/typebox';

import { reviewDecisions } from '../decisions';
import { OnDate, remedyEventSchemas } from '../events';
import { stepOf } from '../transitions';
import { command, decideWhen, mayFollow } from './command';
import { outcomeConditions } from './deciding';
import { requestConditions } from './filing';

const on = { on: OnDate };
const { ReviewFiled, ReviewAccepted, ReviewAnswered, ReviewDecided, ReviewWithdrawn } =
  remedyEventSchemas;

/** 行政复议: from the application to its end. */
export const reviewCommands = {
  FileReview: command({
    label: '申请行政复议',
    schema: Type.Omit(Type.Object({ ...on, ...ReviewFiled.properties }), ['agency']),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const agency = facts.request?.agency ?? '';
      const event = {
        type: 'ReviewFiled',
        occurredOn,
        data: { ...data, agency },
      } as const;
      return decideWhen(
        facts,
        [
          mayFollow(stepOf(event), state),
          ...requestConditions({ caseId: data.caseId, on: occurredOn }, facts),
        ],
        () => event,
      );
    },
  }),
  AcceptReview: command({
    label: '复议受理',
    schema: Type.Object({ ...on, ...ReviewAccepted.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const event = { type: 'ReviewAccepted', occurredOn, data } as const;
      return decideWhen(facts, [mayFollow(stepOf(event), state)], () => event);
    },
  }),
  AnswerReview: command({
    label: '提出复议答复',
    schema: Type.Object({ ...on, ...ReviewAnswered.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const event = { type: 'ReviewAnswered', occurredOn, data } as const;
      return decideWhen(facts, [mayFollow(stepOf(event), state)], () => event);
    },
  }),
  DecideReview: command({
    label: '复议决定',
    schema: Type.Object({ ...on, ...ReviewDecided.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const event = { type: 'ReviewDecided', occurredOn, data } as const;
      const type = data.decision === undefined ? undefined : reviewDecisions[data.decision];
      return decideWhen(
        facts,
        [mayFollow(stepOf(event), state), ...outcomeConditions(type, data.result)],
        () => event,
      );
    },
  }),
  WithdrawReview: command({
    label: '撤回复议申请',
    schema: Type.Object({ ...on, ...ReviewWithdrawn.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const event = { type: 'ReviewWithdrawn', occurredOn, data } as const;
      return decideWhen(facts, [mayFollow(stepOf(event), state)], () => event);
    },
  }),
} as const;
