import { Type } from '@sinclair/typebox';

import { requestEventSchemas } from '../events';
import { LookupSchema, OnDate, OptionalText, SealedSchema, Text } from '../events/fields';
import { confirmationGap, receiptDate } from '../receipt';
import { closingOf } from '../closing';
import { ApplicantTypeSchema, ChannelSchema, channelLabels } from '../vocabulary';
import { command, decideWhen, evidenced, inHand, must, registered } from './command';

const on = { on: OnDate };

const Registration = Type.Object({
  /** The day it is entered in the register. */
  ...on,
  agency: Type.String({ minLength: 1 }),
  serialNumber: Type.String({ minLength: 1, maxLength: 60 }),
  channel: ChannelSchema,
  applicantType: ApplicantTypeSchema,
  submittedOn: Type.Optional(OnDate),
  arrivedOn: Type.Optional(OnDate),
  confirmedOn: Type.Optional(OnDate),
  /** Only where it differs from the channel rule (with a reason), or from a ledger. */
  receivedOn: Type.Optional(OnDate),
  overrideReason: OptionalText,
  proceeding: Type.Optional(
    Type.Union([Type.Literal('disclosure'), Type.Literal('recordCorrection')]),
  ),
  personal: Type.Optional(SealedSchema),
  lookup: Type.Optional(LookupSchema),
  requestedForm: OptionalText,
  oralRecordedBy: OptionalText,
  note: OptionalText,
});

/** 登记: arts 28–31 and 45. The date of receipt follows from the channel. */
export const intakeCommands = {
  SubmitApplication: command({
    label: '登记提交',
    permittedIn: ['unknown'],
    schema: Type.Object({ ...on, ...requestEventSchemas.ApplicationSubmitted.properties }),
    mayPrecedeReceipt: true,
    decide: ({ on: occurredOn, ...data }) => [{ type: 'ApplicationSubmitted', occurredOn, data }],
  }),
  RecordArrival: command({
    label: '登记收件',
    permittedIn: ['unknown', 'arrived'],
    schema: Type.Object({ ...on, ...requestEventSchemas.ApplicationArrived.properties }),
    mayPrecedeReceipt: true,
    decide: ({ on: occurredOn, ...data }) => [{ type: 'ApplicationArrived', occurredOn, data }],
  }),
  ConfirmReceipt: command({
    label: '双方确认',
    permittedIn: ['arrived'],
    schema: Type.Object({ ...on, ...requestEventSchemas.ReceiptConfirmed.properties }),
    mayPrecedeReceipt: true,
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          must(occurredOn >= (state.submittedOn ?? occurredOn), 'date-out-of-order', {
            what: '确认',
            on: occurredOn,
            earlierWhat: '提交',
            earlierOn: state.submittedOn,
          }),
        ],
        () => [{ type: 'ReceiptConfirmed', occurredOn, data }],
      ),
  }),
  RegisterApplication: command({
    label: '登记',
    permittedIn: ['unknown', 'arrived'],
    schema: Registration,
    mayPrecedeReceipt: true,
    decide: (registration, state, facts) => {
      const dates = {
        submittedOn: registration.submittedOn ?? state.submittedOn,
        arrivedOn: registration.arrivedOn ?? state.arrivedOn,
        confirmedOn: registration.confirmedOn ?? state.confirmedOn,
      };
      const byRule = receiptDate(registration.channel, dates);
      const ruleReceivedOn = 'receivedOn' in byRule ? byRule.receivedOn : undefined;
      const receivedOn = registration.receivedOn ?? ruleReceivedOn ?? registration.on;
      const differs = ruleReceivedOn !== undefined && receivedOn !== ruleReceivedOn;
      const gap = confirmationGap(dates, facts.calendar);
      const present = registration.personal?.fields ?? [];
      return decideWhen(
        facts,
        [
          must(
            'receivedOn' in byRule || registration.receivedOn !== undefined,
            'receipt-fact-missing',
            {
              channelLabel: channelLabels[registration.channel],
              missing: 'missing' in byRule ? byRule.missing : '',
              rule: byRule.rule,
            },
          ),
          must(
            !differs || registration.overrideReason !== undefined,
            'receipt-override-needs-reason',
            { receivedOn, ruleReceivedOn },
          ),
          must(receivedOn <= registration.on, 'date-out-of-order', {
            what: '登记',
            on: registration.on,
            earlierWhat: '收到',
            earlierOn: receivedOn,
          }),
          evidenced(
            ruleReceivedOn !== undefined || registration.overrideReason !== undefined,
            'receipt-override-needs-reason',
            { receivedOn, ruleReceivedOn: '（渠道所需日期未填）' },
          ),
          evidenced(present.includes('requestText'), 'request-text-missing'),
        ],
        () => [
          {
            type: 'ApplicationRegistered',
            occurredOn: receivedOn,
            data: {
              agency: registration.agency,
              serialNumber: registration.serialNumber,
              registeredOn: registration.on,
              channel: registration.channel,
              applicantType: registration.applicantType,
              receiptBasis: differs
                ? 'override'
                : ruleReceivedOn === undefined
                  ? 'stated'
                  : 'channelRule',
              overrideReason: registration.overrideReason,
              proceeding: registration.proceeding ?? 'disclosure',
              personal: registration.personal,
              lookup: registration.lookup ?? {},
              requestedForm: registration.requestedForm,
              oralRecordedBy: registration.oralRecordedBy,
              note: registration.note,
            },
            ...(gap > facts.policy.confirmationGapWarningWorkingDays
              ? { warnings: ['confirmation-gap'] }
              : {}),
          },
        ],
      );
    },
  }),
  AcknowledgeReceipt: command({
    label: '出具登记回执',
    permittedIn: registered,
    schema: Type.Object({ ...on, ...requestEventSchemas.ReceiptAcknowledged.properties }),
    mayFallInClosedYear: true,
    decide: ({ on: occurredOn, ...data }) => [{ type: 'ReceiptAcknowledged', occurredOn, data }],
  }),
  VoidRegistration: command({
    label: '登记作废',
    permittedIn: [...registered, 'arrived'],
    schema: Type.Object({ ...on, ...requestEventSchemas.RegistrationVoided.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          must(
            state.reply === undefined && closingOf(state, facts.policy) === null,
            'void-after-decision',
          ),
          must(!state.documentSent, 'void-after-document-sent'),
          must(
            data.ground !== 'duplicate' || data.duplicateOf !== undefined,
            'duplicate-needs-original',
          ),
        ],
        () => [{ type: 'RegistrationVoided', occurredOn, data }],
      ),
  }),
  AssignCase: command({
    label: '交办',
    permittedIn: registered,
    schema: Type.Object({ ...on, ...requestEventSchemas.CaseAssigned.properties }),
    mayFallInClosedYear: true,
    decide: ({ on: occurredOn, ...data }) => [{ type: 'CaseAssigned', occurredOn, data }],
  }),
  ReassignCase: command({
    label: '转办',
    permittedIn: registered,
    schema: Type.Object({ ...on, to: Text, reason: Text }),
    mayFallInClosedYear: true,
    decide: ({ on: occurredOn, to, reason }, state) => [
      // An internal hand-over keeps the case and its clock (14号函: 谁收到、谁处理).
      {
        type: 'CaseReassigned',
        occurredOn,
        data: { from: state.assignedUnit ?? '未交办', to, reason },
      },
    ],
  }),
  CorrectApplicantData: command({
    label: '更正申请人信息',
    permittedIn: registered,
    schema: Type.Object({ ...on, ...requestEventSchemas.ApplicantDataCorrected.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [must(state.erasedOn === undefined || data.personal === undefined, 'personal-data-erased')],
        () => [{ type: 'ApplicantDataCorrected', occurredOn, data }],
      ),
  }),
  RecordSearch: command({
    label: '登记检索记录',
    permittedIn: [...inHand, 'signed', 'closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.SearchRecorded.properties }),
    mayFallInClosedYear: true,
    decide: ({ on: occurredOn, ...data }) => [{ type: 'SearchRecorded', occurredOn, data }],
  }),
} as const;
