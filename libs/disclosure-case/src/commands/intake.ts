import { type Static, Type } from '@sinclair/typebox';

import type { DisclosureCase } from '../case';
import { closingOf } from '../closing';
import { requestEventSchemas } from '../events';
import { LookupSchema, OnDate, OptionalText, SealedSchema, Text } from '../events/fields';
import { confirmationGap, receiptDate, type ReceiptDate, type ReceiptFacts } from '../receipt';
import { ApplicantTypeSchema, ChannelSchema, channelLabels } from '../vocabulary';
import {
  command,
  type Condition,
  decideWhen,
  evidenced,
  inHand,
  inOrder,
  must,
  registered,
} from './command';

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
      decideWhen(facts, [inOrder('提交', state.submittedOn, '确认', occurredOn)], () => [
        { type: 'ReceiptConfirmed', occurredOn, data },
      ]),
  }),
  RegisterApplication: command({
    label: '登记',
    permittedIn: ['unknown', 'arrived'],
    schema: Registration,
    mayPrecedeReceipt: true,
    decide: (registration, state, facts) => {
      const receipt = receiptOf(registration, state);
      const gap = confirmationGap(receipt.dates, facts.calendar);
      return decideWhen(facts, registrationConditions(registration, receipt), () => [
        {
          ...registeredEvent(registration, receipt),
          ...(gap > facts.policy.confirmationGapWarningWorkingDays
            ? { warnings: ['confirmation-gap'] }
            : {}),
        },
      ]);
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

type RegistrationData = Static<typeof Registration>;

/** The date of receipt of a registration, and what it rests on. */
interface Receipt {
  readonly dates: ReceiptFacts;
  readonly byRule: ReceiptDate;
  readonly ruleReceivedOn: string | undefined;
  readonly receivedOn: string;
  readonly differs: boolean;
}

function receiptOf(registration: RegistrationData, state: DisclosureCase): Receipt {
  const dates = {
    submittedOn: registration.submittedOn ?? state.submittedOn,
    arrivedOn: registration.arrivedOn ?? state.arrivedOn,
    confirmedOn: registration.confirmedOn ?? state.confirmedOn,
  };
  const byRule = receiptDate(registration.channel, dates);
  const ruleReceivedOn = 'receivedOn' in byRule ? byRule.receivedOn : undefined;
  const receivedOn = registration.receivedOn ?? ruleReceivedOn ?? registration.on;
  const differs = ruleReceivedOn !== undefined && receivedOn !== ruleReceivedOn;
  return { dates, byRule, ruleReceivedOn, receivedOn, differs };
}

const receiptFactLabels = {
  submittedOn: '提交日期',
  arrivedOn: '签收（收件）日期',
  confirmedOn: '双方确认日期',
} as const satisfies Record<keyof ReceiptFacts, string>;

function registrationConditions(
  registration: RegistrationData,
  { dates, byRule, ruleReceivedOn, receivedOn, differs }: Receipt,
): readonly Condition[] {
  const { submittedOn, arrivedOn, confirmedOn } = dates;
  return [
    must('receivedOn' in byRule || registration.receivedOn !== undefined, 'receipt-fact-missing', {
      channelLabel: channelLabels[registration.channel],
      missing: 'missing' in byRule ? receiptFactLabels[byRule.missing] : '',
      rule: byRule.rule,
    }),
    must(!differs || registration.overrideReason !== undefined, 'receipt-override-needs-reason', {
      receivedOn,
      ruleReceivedOn,
    }),
    inOrder('提交', submittedOn, '签收', arrivedOn ?? receivedOn),
    inOrder('提交', submittedOn, '确认', confirmedOn ?? receivedOn),
    inOrder('提交', submittedOn, '收到', receivedOn),
    inOrder('签收', arrivedOn, '登记', registration.on),
    inOrder('确认', confirmedOn, '登记', registration.on),
    inOrder('收到', receivedOn, '登记', registration.on),
    evidenced(
      ruleReceivedOn !== undefined || registration.overrideReason !== undefined,
      'receipt-override-needs-reason',
      { receivedOn, ruleReceivedOn: '（渠道所需日期未填）' },
    ),
    evidenced(
      registration.personal?.fields.includes('requestText') === true,
      'request-text-missing',
    ),
  ];
}

const registeredEvent = (
  { on: registeredOn, receivedOn: _stated, ...registration }: RegistrationData,
  { dates, ruleReceivedOn, receivedOn, differs }: Receipt,
) =>
  ({
    type: 'ApplicationRegistered',
    occurredOn: receivedOn,
    data: {
      ...registration,
      ...dates,
      registeredOn,
      receiptBasis: differs ? 'override' : ruleReceivedOn === undefined ? 'stated' : 'channelRule',
      proceeding: registration.proceeding ?? 'disclosure',
      lookup: registration.lookup ?? {},
    },
  }) as const;
