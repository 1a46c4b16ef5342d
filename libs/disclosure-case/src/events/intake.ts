import { Type } from '@sinclair/typebox';

import { ApplicantTypeSchema, ChannelSchema } from '../vocabulary';
import { DocumentNumber, LookupSchema, OnDate, OptionalText, SealedSchema, Text } from './fields';

/** 登记 and what leads to it (条例 arts 28–31, 45). */
export const intakeEvents = {
  ApplicationSubmitted: Type.Object({
    agency: Type.String(),
    channel: ChannelSchema,
    note: OptionalText,
  }),
  ApplicationArrived: Type.Object({
    agency: Type.String(),
    channel: ChannelSchema,
    how: Type.Union([Type.Literal('signedFor'), Type.Literal('delivered')]),
    note: OptionalText,
  }),
  ReceiptConfirmed: Type.Object({ method: Text, confirmedBy: Text }),
  /** `occurredOn` is the date of receipt under art 31; `registeredOn` the day it was entered. */
  ApplicationRegistered: Type.Object({
    agency: Type.String({ minLength: 1 }),
    serialNumber: Type.String({ minLength: 1, maxLength: 60 }),
    registeredOn: OnDate,
    channel: ChannelSchema,
    /** The dates the receipt follows from, as far as they are known (art 31). */
    submittedOn: Type.Optional(OnDate),
    arrivedOn: Type.Optional(OnDate),
    confirmedOn: Type.Optional(OnDate),
    applicantType: ApplicantTypeSchema,
    receiptBasis: Type.Union([
      Type.Literal('channelRule'),
      Type.Literal('stated'),
      Type.Literal('override'),
    ]),
    overrideReason: OptionalText,
    /** `recordCorrection` is a 更正申请 (art 41): tracked, never in section 三. */
    proceeding: Type.Union([Type.Literal('disclosure'), Type.Literal('recordCorrection')]),
    personal: Type.Optional(SealedSchema),
    lookup: LookupSchema,
    requestedForm: OptionalText,
    oralRecordedBy: OptionalText,
    note: OptionalText,
  }),
  ReceiptAcknowledged: Type.Object({ documentNumber: Type.Optional(DocumentNumber) }),
  RegistrationVoided: Type.Object({
    ground: Type.Union([Type.Literal('duplicate'), Type.Literal('mistake')]),
    reason: Text,
    duplicateOf: Type.Optional(Type.String()),
  }),
  CaseAssigned: Type.Object({
    unit: Text,
    part: Type.Union([Type.Literal('lead'), Type.Literal('assist')]),
  }),
  CaseReassigned: Type.Object({ from: Text, to: Text, reason: Text }),
  ApplicantDataCorrected: Type.Object({
    applicantType: Type.Optional(ApplicantTypeSchema),
    personal: Type.Optional(SealedSchema),
    lookup: Type.Optional(LookupSchema),
    reason: Text,
  }),
  SearchRecorded: Type.Object({
    holdings: Text,
    terms: Text,
    searchedBy: Text,
    found: Type.Boolean(),
  }),
} as const;
