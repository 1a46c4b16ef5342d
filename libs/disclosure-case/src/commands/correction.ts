import { Type } from '@sinclair/typebox';

import type { DisclosureCase } from '../case';
import { clockFactsOf } from '../clock/clock-facts';
import { deadline } from '../clock/deadline';
import { requestEventSchemas } from '../events';
import { OnDate } from '../events/fields';
import { awaitedCorrection } from '../status';
import {
  afterFactsInHand,
  command,
  decideWhen,
  evidenced,
  inHand,
  inOrder,
  must,
  notEnded,
} from './command';

const on = { on: OnDate };

/** 补正: once, completely, within seven working days of receipt (条例 art 30). */
export const correctionCommands = {
  RequestCorrection: command({
    label: '拟定补正告知',
    permittedIn: [...inHand, 'signed', 'closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.CorrectionRequested.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const last = state.corrections.at(-1);
      return decideWhen(
        facts,
        [
          must(state.reply === undefined, 'correction-after-reply', {
            signedOn: state.reply?.signedOn,
          }),
          notEnded(state),
          must(
            last === undefined ||
              (last.receivedOn !== undefined &&
                facts.policy.secondCorrectionAllowed &&
                data.secondNoticeReason !== undefined),
            'correction-already-requested',
            { requestedOn: last?.requestedOn },
          ),
          inOrder('收到补正', last?.receivedOn, '再次补正告知', occurredOn),
        ],
        () => [{ type: 'CorrectionRequested', occurredOn, data }],
      );
    },
  }),
  DispatchCorrectionNotice: command({
    label: '发出补正告知',
    permittedIn: inHand,
    schema: Type.Omit(
      Type.Object({ ...on, ...requestEventSchemas.CorrectionNoticeDispatched.properties }),
      ['late'],
    ),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const thread = state.corrections.at(-1);
      const clock = clockFactsOf(state);
      const noticeDueOn =
        clock === null ? null : deadline(clock, facts.calendar, facts.policy).correctionNoticeDueOn;
      const late = noticeDueOn !== null && occurredOn > noticeDueOn;
      return decideWhen(
        facts,
        [
          must(thread !== undefined, 'correction-not-requested'),
          must(thread?.dispatchedOn === undefined, 'correction-notice-already-sent', {
            dispatchedOn: thread?.dispatchedOn,
          }),
          inOrder('补正告知拟定', thread?.requestedOn, '补正告知发出', occurredOn),
          evidenced(!late || data.lateNoticeReason !== undefined, 'correction-notice-late', {
            noticeDueOn,
            on: occurredOn,
          }),
        ],
        () => [{ type: 'CorrectionNoticeDispatched', occurredOn, data: { ...data, late } }],
      );
    },
  }),
  RecordCorrectionNoticeDelivery: command({
    label: '登记补正告知送达',
    permittedIn: ['awaitingCorrection'],
    schema: Type.Object({ ...on, ...requestEventSchemas.CorrectionNoticeDelivered.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          must(
            awaitedCorrection(state)?.deliveredOn === undefined,
            'correction-notice-already-delivered',
            { deliveredOn: awaitedCorrection(state)?.deliveredOn },
          ),
          notBeforeDispatch(occurredOn, state, '补正告知送达'),
        ],
        () => [{ type: 'CorrectionNoticeDelivered', occurredOn, data }],
      ),
  }),
  ReceiveCorrection: command({
    label: '收到补正',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.CorrectionReceived.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const awaited = awaitedCorrection(state);
      const dueOn = awaited?.correctionDueOn;
      return decideWhen(
        facts,
        [
          must(awaited !== undefined, 'correction-not-awaited'),
          notBeforeDispatch(occurredOn, state, '收到补正'),
          evidenced(
            dueOn === undefined || occurredOn <= dueOn || data.latenessJustification !== undefined,
            'correction-after-period-needs-justification',
            { correctionDueOn: dueOn },
          ),
        ],
        () => [{ type: 'CorrectionReceived', occurredOn, data }],
      );
    },
  }),
  ExtendCorrectionDeadline: command({
    label: '延长补正期限',
    permittedIn: ['awaitingCorrection'],
    schema: Type.Object({ ...on, ...requestEventSchemas.CorrectionDeadlineExtended.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const earlierDueOn = awaitedCorrection(state)?.correctionDueOn ?? occurredOn;
      return decideWhen(
        facts,
        [
          notBeforeDispatch(occurredOn, state, '延长补正期限'),
          must(data.correctionDueOn > earlierDueOn, 'correction-deadline-not-later', {
            correctionDueOn: data.correctionDueOn,
            earlierDueOn,
          }),
        ],
        () => [{ type: 'CorrectionDeadlineExtended', occurredOn, data }],
      );
    },
  }),
  LapseCorrection: command({
    label: '认定逾期不补正',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.CorrectionLapsed.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const awaited = awaitedCorrection(state);
      const dueOn = awaited?.correctionDueOn;
      return decideWhen(
        facts,
        [
          // Without a notice there is nothing to lapse; a ledger shows the notice as its own date.
          evidenced(awaited !== undefined, 'correction-not-awaited'),
          notBeforeDispatch(occurredOn, state, '逾期不补正'),
          ...afterFactsInHand(state, '逾期不补正', occurredOn),
          evidenced(awaited?.deliveredOn !== undefined, 'correction-not-delivered'),
          evidenced(dueOn !== undefined && occurredOn > dueOn, 'correction-period-running', {
            correctionDueOn: dueOn ?? '（未写明期限）',
          }),
        ],
        () => [{ type: 'CorrectionLapsed', occurredOn, data }],
      );
    },
  }),
} as const;

const notBeforeDispatch = (occurredOn: string, state: DisclosureCase, what: string) =>
  inOrder('补正告知发出', awaitedCorrection(state)?.dispatchedOn, what, occurredOn);
