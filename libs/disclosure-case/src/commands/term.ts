import { Type } from '@sinclair/typebox';

import type { DisclosureCase } from '../case';
import { clockFactsOf } from '../clock/clock-facts';
import { deadline } from '../clock/deadline';
import { ruleSetFor } from '../clock/rule-sets';
import { requestEventSchemas } from '../events';
import { OnDate } from '../events/fields';
import {
  type CaseFacts,
  command,
  decideWhen,
  evidenced,
  inHand,
  inOrder,
  must,
  notEnded,
} from './command';

const on = { on: OnDate };

/** The due date as the case stands, or `null` while none runs. */
export function runningDueOn(state: DisclosureCase, facts: CaseFacts): string | null {
  const clock = clockFactsOf(state);
  return clock === null ? null : deadline(clock, facts.calendar, facts.policy).dueOn;
}

/** 说明理由与合理期限 (条例 art 35), 延期 (art 33). */
export const termCommands = {
  RequestReasons: command({
    label: '要求说明理由',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.ReasonsRequested.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          must(state.reasonsRequestedOn === undefined, 'reasons-already-requested', {
            requestedOn: state.reasonsRequestedOn,
          }),
        ],
        () => [{ type: 'ReasonsRequested', occurredOn, data }],
      ),
  }),
  ReceiveReasons: command({
    label: '收到理由说明',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.ReasonsReceived.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          must(state.reasonsRequestedOn !== undefined, 'reasons-not-requested'),
          must(state.reasonsReceivedOn === undefined, 'reasons-already-received', {
            receivedOn: state.reasonsReceivedOn,
          }),
          inOrder('要求说明理由', state.reasonsRequestedOn, '收到理由说明', occurredOn),
        ],
        () => [{ type: 'ReasonsReceived', occurredOn, data }],
      ),
  }),
  FixReasonablePeriod: command({
    label: '确定合理期限',
    // 理由合理 can only be found once the reasons are there (art 35).
    permittedIn: inHand.filter((status) => status !== 'awaitingReasons'),
    schema: Type.Object({ ...on, ...requestEventSchemas.ReasonablePeriodFixed.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const currentDueOn = runningDueOn(state, facts);
      return decideWhen(
        facts,
        [
          must(state.reasonsReceivedOn !== undefined, 'reasons-not-requested'),
          inOrder('收到理由说明', state.reasonsReceivedOn, '确定合理期限', occurredOn),
          must(state.reasonablePeriod === undefined, 'reasonable-period-already-fixed', {
            dueOn: state.reasonablePeriod?.dueOn,
          }),
          must(currentDueOn === null || occurredOn <= currentDueOn, 'extension-after-due', {
            dueOn: currentDueOn,
          }),
          must(currentDueOn === null || data.dueOn > currentDueOn, 'reasonable-period-not-later', {
            dueOn: data.dueOn,
            currentDueOn,
          }),
        ],
        () => [{ type: 'ReasonablePeriodFixed', occurredOn, data }],
      );
    },
  }),
  ApproveExtension: command({
    label: '批准延期',
    permittedIn: [...inHand, 'signed', 'closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.ExtensionApproved.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const dueOn = runningDueOn(state, facts);
      const max =
        state.receivedOn === undefined
          ? 0
          : ruleSetFor(state.receivedOn, facts.policy).extensionWorkingDaysMax;
      return decideWhen(
        facts,
        [
          must(state.reply === undefined, 'reply-already-signed', {
            signedOn: state.reply?.signedOn,
          }),
          notEnded(state),
          must(state.extension === undefined, 'extension-already-given', {
            workingDays: state.extension?.workingDays,
          }),
          must(data.workingDays <= max, 'extension-too-long', {
            max,
            workingDays: data.workingDays,
          }),
          evidenced(
            data.approverRole === 'head' && data.approvedBy !== undefined,
            'extension-needs-head',
          ),
          evidenced(data.reason !== undefined, 'extension-needs-reason'),
          evidenced(dueOn === null || occurredOn <= dueOn, 'extension-after-due', { dueOn }),
        ],
        () => [{ type: 'ExtensionApproved', occurredOn, data }],
      );
    },
  }),
  NotifyExtension: command({
    label: '告知延期',
    permittedIn: inHand,
    schema: Type.Omit(Type.Object({ ...on, ...requestEventSchemas.ExtensionNotified.properties }), [
      'dueOn',
    ]),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const clock = clockFactsOf(state);
      const { extension } = state;
      const before = runningDueOn(state, facts);
      const after =
        clock === null || extension === undefined
          ? null
          : deadline(
              {
                ...clock,
                extension: { notifiedOn: occurredOn, workingDays: extension.workingDays },
              },
              facts.calendar,
              facts.policy,
            ).dueOn;
      return decideWhen(
        facts,
        [
          must(extension !== undefined, 'extension-not-approved'),
          must(extension?.notifiedOn === undefined, 'extension-already-notified', {
            notifiedOn: extension?.notifiedOn,
          }),
          inOrder('批准延期', extension?.approvedOn, '告知延期', occurredOn),
          evidenced(before === null || occurredOn <= before, 'extension-notice-after-due', {
            dueOn: before,
            on: occurredOn,
          }),
        ],
        () => [
          {
            type: 'ExtensionNotified',
            occurredOn,
            // While a correction is awaited no term runs; the day itself stands in until it does.
            data: { ...data, dueOn: after ?? occurredOn },
          },
        ],
      );
    },
  }),
} as const;
