import { Type } from '@sinclair/typebox';

import { clockFactsOf } from '../clock/clock-facts';
import { deadline } from '../clock/deadline';
import { requestEventSchemas } from '../events';
import { OnDate } from '../events/fields';
import { awaitedCorrection } from '../status';
import { command, decideWhen, evidenced, inHand, must } from './command';

const on = { on: OnDate };

/** 补正: once, completely, within seven working days of receipt (条例 art 30). */
export const correctionCommands = {
  RequestCorrection: command({
    label: '拟定补正告知',
    permittedIn: [...inHand, 'signed', 'closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.CorrectionRequested.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          must(state.reply === undefined, 'correction-after-reply', {
            signedOn: state.reply?.signedOn,
          }),
          must(awaitedCorrection(state) === undefined, 'correction-already-requested', {
            requestedOn: state.corrections.at(-1)?.requestedOn,
          }),
          must(
            state.corrections.length === 0 ||
              (facts.policy.secondCorrectionAllowed && data.secondNoticeReason !== undefined),
            'correction-already-requested',
            { requestedOn: state.corrections.at(-1)?.requestedOn },
          ),
        ],
        () => [{ type: 'CorrectionRequested', occurredOn, data }],
      ),
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
          must(occurredOn >= (thread?.requestedOn ?? occurredOn), 'date-out-of-order', {
            what: '补正告知发出',
            on: occurredOn,
            earlierWhat: '补正告知拟定',
            earlierOn: thread?.requestedOn,
          }),
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
      decideWhen(facts, [notBeforeDispatch(occurredOn, state, '补正告知送达')], () => [
        { type: 'CorrectionNoticeDelivered', occurredOn, data },
      ]),
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

const notBeforeDispatch = (
  occurredOn: string,
  state: Parameters<typeof awaitedCorrection>[0],
  what: string,
) => {
  const dispatchedOn = awaitedCorrection(state)?.dispatchedOn;
  return must(occurredOn >= (dispatchedOn ?? occurredOn), 'date-out-of-order', {
    what,
    on: occurredOn,
    earlierWhat: '补正告知发出',
    earlierOn: dispatchedOn,
  });
};
