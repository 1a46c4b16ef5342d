import { Type } from '@sinclair/typebox';

import type { DisclosureCase } from '../case';
import { requestEventSchemas } from '../events';
import { OnDate } from '../events/fields';
import { remedyAdvice } from '../remedy-advice';
import { ReplyDisposalKindSchema } from '../vocabulary';
import { command, decideWhen, evidenced, inHand, inOrder, must, notEnded } from './command';
import { disposalConditions } from './disposal-conditions';

const on = { on: OnDate };

const ReplyToSign = Type.Omit(
  Type.Object({
    ...on,
    ...requestEventSchemas.ReplySigned.properties,
    disposalKind: Type.Optional(ReplyDisposalKindSchema),
  }),
  ['remedyAdvice'],
);

/** 拟办、审核、签发、送达 (条例 arts 36–40). */
export const replyCommands = {
  DraftReply: command({
    label: '拟办答复',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.ReplyDrafted.properties }),
    decide: ({ on: occurredOn, ...data }) => [{ type: 'ReplyDrafted', occurredOn, data }],
  }),
  ReviewReply: command({
    label: '审核答复',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.ReplyReviewed.properties }),
    decide: ({ on: occurredOn, ...data }) => [{ type: 'ReplyReviewed', occurredOn, data }],
  }),
  SignReply: command({
    label: '签发答复',
    permittedIn: [...inHand, 'signed', 'closed'],
    schema: ReplyToSign,
    decide: ({ on: occurredOn, disposalKind, ...reply }, state, facts) => {
      const kind = disposalKind ?? 'otherMisc';
      const withheld = (reply.parts ?? []).flatMap((part) =>
        part.outcome === 'withheld' ? (part.disposalKind ?? []) : [],
      );
      return decideWhen(
        facts,
        [
          must(state.reply === undefined, 'reply-already-signed', {
            signedOn: state.reply?.signedOn,
          }),
          notEnded(state),
          must(disposalKind !== undefined, 'disposal-kind-missing'),
          evidenced(reply.documentNumber !== undefined, 'reply-document-number-missing'),
          evidenced(isReachable(state), 'applicant-details-missing', {
            fields: '申请人姓名（名称）或联系方式',
          }),
          ...disposalConditions(kind, reply, occurredOn, state, facts),
        ],
        () => [
          {
            type: 'ReplySigned',
            occurredOn,
            data: {
              ...reply,
              disposalKind: kind,
              remedyAdvice: remedyAdvice(occurredOn, kind, withheld, facts.policy),
            },
          },
        ],
      );
    },
  }),
  DispatchReply: command({
    label: '送出答复',
    permittedIn: [...inHand, 'signed', 'closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.ReplyDispatched.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const { reply } = state;
      const retry = reply?.failedOn !== undefined;
      return decideWhen(
        facts,
        [
          must(reply !== undefined, 'reply-not-signed'),
          must(reply?.dispatchedOn === undefined || retry, 'reply-already-dispatched', {
            dispatchedOn: reply?.dispatchedOn,
          }),
          must(reply?.deliveredOn === undefined, 'reply-already-delivered', {
            deliveredOn: reply?.deliveredOn,
          }),
          inOrder('签发答复', reply?.signedOn, '送出答复', occurredOn),
          inOrder('送达失败', reply?.failedOn, '再次送出答复', occurredOn),
        ],
        () => [{ type: 'ReplyDispatched', occurredOn, data }],
      );
    },
  }),
  RecordReplyDelivery: command({
    label: '登记答复送达',
    permittedIn: ['signed', 'closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.ReplyDelivered.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(facts, deliveryConditions(state, occurredOn), () => [
        { type: 'ReplyDelivered', occurredOn, data },
      ]),
  }),
  RecordDeliveryFailure: command({
    label: '登记送达失败',
    permittedIn: ['signed', 'closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.DeliveryFailed.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(facts, deliveryConditions(state, occurredOn), () => [
        { type: 'DeliveryFailed', occurredOn, data },
      ]),
  }),
  ProvideInformation: command({
    label: '提供信息',
    permittedIn: ['signed', 'closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.InformationProvided.properties }),
    mayFallInClosedYear: true,
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          must(state.reply !== undefined, 'reply-not-signed'),
          inOrder('签发答复', state.reply?.signedOn, '提供信息', occurredOn),
        ],
        () => [{ type: 'InformationProvided', occurredOn, data }],
      ),
  }),
} as const;

const isReachable = ({ personalFields }: DisclosureCase): boolean =>
  personalFields.includes('name') && personalFields.includes('contact');

const deliveryConditions = (state: DisclosureCase, occurredOn: string) => {
  const { reply } = state;
  return [
    must(reply?.dispatchedOn !== undefined, 'reply-not-dispatched'),
    must(reply?.deliveredOn === undefined, 'reply-already-delivered', {
      deliveredOn: reply?.deliveredOn,
    }),
    inOrder('送出答复', reply?.dispatchedOn, '送达', occurredOn),
  ];
};
