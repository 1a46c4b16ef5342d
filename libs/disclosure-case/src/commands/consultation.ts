import { Type } from '@sinclair/typebox';

import type { ConsultationThread, DisclosureCase } from '../case';
import { opinionWorkingDays } from '../clock/rule-sets';
import { requestEventSchemas } from '../events';
import { OnDate } from '../events/fields';
import { isOpenThread } from '../status';
import {
  type CaseFacts,
  command,
  type Condition,
  decideWhen,
  evidenced,
  inHand,
  inOrder,
  must,
} from './command';

const on = { on: OnDate };
type Party = ConsultationThread['with'];

const threadOf = (state: DisclosureCase, consultationId: string, party: Party) =>
  state.consultations.find(
    (thread) => thread.consultationId === consultationId && thread.with === party,
  );

const isNew = (state: DisclosureCase, consultationId: string): Condition =>
  must(
    state.consultations.every((thread) => thread.consultationId !== consultationId),
    'consultation-exists',
    { consultationId },
  );

/** The thread exists, is still open, and the day is not before the letter. */
const isOpen = (
  state: DisclosureCase,
  consultationId: string,
  party: Party,
  occurredOn: string,
  what: string,
): readonly Condition[] => {
  const thread = threadOf(state, consultationId, party);
  return [
    must(thread !== undefined, 'consultation-unknown', { consultationId }),
    must(thread === undefined || isOpenThread(thread), 'consultation-closed', {
      consultationId,
      closedOn: thread?.answeredOn ?? thread?.silentOn,
    }),
    inOrder('发函', thread?.sentOn, what, occurredOn),
  ];
};

/** The letter is still open and no day of receipt is on file, from which its term runs. */
const isUndelivered = (
  state: DisclosureCase,
  consultationId: string,
  party: Party,
  occurredOn: string,
): readonly Condition[] => {
  const deliveredOn = threadOf(state, consultationId, party)?.deliveredOn;
  return [
    ...isOpen(state, consultationId, party, occurredOn, '收函'),
    must(deliveredOn === undefined, 'consultation-already-delivered', {
      consultationId,
      deliveredOn,
    }),
  ];
};

/** The fifteen working days from the addressee's receipt have run out (arts 32, 34). */
const termElapsed = (
  state: DisclosureCase,
  consultationId: string,
  party: Party,
  occurredOn: string,
  { calendar }: CaseFacts,
): readonly Condition[] => {
  const deliveredOn = threadOf(state, consultationId, party)?.deliveredOn;
  const answerDueOn =
    deliveredOn === undefined
      ? undefined
      : calendar.addWorkingDays(deliveredOn, opinionWorkingDays).on;
  return [
    evidenced(deliveredOn !== undefined, 'consultation-not-delivered', { consultationId }),
    must(answerDueOn === undefined || occurredOn > answerDueOn, 'opinion-period-running', {
      answerDueOn,
    }),
  ];
};

/** 征求意见: third parties (art 32), co-makers and other agencies (arts 11, 34). */
export const consultationCommands = {
  ConsultThirdParty: command({
    label: '征求第三方意见',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.ThirdPartyConsulted.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(facts, [isNew(state, data.consultationId)], () => [
        { type: 'ThirdPartyConsulted', occurredOn, data },
      ]),
  }),
  RecordThirdPartyLetterDelivery: command({
    label: '登记第三方收函',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.ThirdPartyLetterDelivered.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(facts, isUndelivered(state, data.consultationId, 'thirdParty', occurredOn), () => [
        { type: 'ThirdPartyLetterDelivered', occurredOn, data },
      ]),
  }),
  ReceiveThirdPartyOpinion: command({
    label: '收到第三方意见',
    // Whoever was asked may still write when the agency has decided without the answer.
    permittedIn: [...inHand, 'signed', 'closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.ThirdPartyOpinionReceived.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        isOpen(state, data.consultationId, 'thirdParty', occurredOn, '收到意见'),
        () => [{ type: 'ThirdPartyOpinionReceived', occurredOn, data }],
      ),
  }),
  RecordThirdPartySilence: command({
    label: '第三方逾期未答复',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.ThirdPartySilenceElapsed.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          ...isOpen(state, data.consultationId, 'thirdParty', occurredOn, '逾期认定'),
          ...termElapsed(state, data.consultationId, 'thirdParty', occurredOn, facts),
        ],
        () => [{ type: 'ThirdPartySilenceElapsed', occurredOn, data }],
      ),
  }),
  DecidePublicInterestDisclosure: command({
    label: '公共利益公开决定',
    permittedIn: inHand,
    schema: Type.Object({
      ...on,
      ...requestEventSchemas.PublicInterestDisclosureDecided.properties,
    }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const thread = threadOf(state, data.consultationId, 'thirdParty');
      return decideWhen(
        facts,
        [
          must(thread !== undefined, 'consultation-unknown', data),
          must(thread?.opinion === 'object', 'third-party-not-objecting', data),
          inOrder('收到意见', thread?.answeredOn, '公共利益公开决定', occurredOn),
        ],
        () => [{ type: 'PublicInterestDisclosureDecided', occurredOn, data }],
      );
    },
  }),
  NotifyThirdParty: command({
    label: '告知第三方公开内容及理由',
    permittedIn: [...inHand, 'signed', 'closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.ThirdPartyNotified.properties }),
    mayFallInClosedYear: true,
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          must(
            threadOf(state, data.consultationId, 'thirdParty') !== undefined,
            'consultation-unknown',
            { consultationId: data.consultationId },
          ),
          inOrder(
            '发函',
            threadOf(state, data.consultationId, 'thirdParty')?.sentOn,
            '告知第三方',
            occurredOn,
          ),
        ],
        () => [{ type: 'ThirdPartyNotified', occurredOn, data }],
      ),
  }),
  ConsultAgency: command({
    label: '征求其他机关意见',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.AgencyConsulted.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(facts, [isNew(state, data.consultationId)], () => [
        { type: 'AgencyConsulted', occurredOn, data },
      ]),
  }),
  RecordAgencyLetterDelivery: command({
    label: '登记其他机关收函',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.AgencyLetterDelivered.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(facts, isUndelivered(state, data.consultationId, 'agency', occurredOn), () => [
        { type: 'AgencyLetterDelivered', occurredOn, data },
      ]),
  }),
  ReceiveAgencyOpinion: command({
    label: '收到其他机关意见',
    // Whoever was asked may still write when the agency has decided without the answer.
    permittedIn: [...inHand, 'signed', 'closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.AgencyOpinionReceived.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        isOpen(state, data.consultationId, 'agency', occurredOn, '收到意见'),
        () => [{ type: 'AgencyOpinionReceived', occurredOn, data }],
      ),
  }),
  RecordAgencySilence: command({
    label: '其他机关逾期未答复（视为同意）',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.AgencySilenceElapsed.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          ...isOpen(state, data.consultationId, 'agency', occurredOn, '逾期认定'),
          ...termElapsed(state, data.consultationId, 'agency', occurredOn, facts),
        ],
        () => [{ type: 'AgencySilenceElapsed', occurredOn, data }],
      ),
  }),
} as const;
