import { Type } from '@sinclair/typebox';

import { DeliveryMethodSchema } from '../vocabulary';
import { DocumentNumber, OnDate, OptionalText, SealedSchema, Text } from './fields';

/** 补正 (条例 art 30), 说明理由 (art 35) and 延期 (art 33). */
export const correctionEvents = {
  CorrectionRequested: Type.Object({
    items: Type.Array(Text, { minItems: 1 }),
    correctionDueOn: Type.Optional(OnDate),
    /** Why the applicant is asked a second time although art 30 allows one notice. */
    secondNoticeReason: OptionalText,
  }),
  CorrectionNoticeDispatched: Type.Object({
    method: DeliveryMethodSchema,
    documentNumber: Type.Optional(DocumentNumber),
    trackingNumber: OptionalText,
    /** After the seventh working day: the notice stands, the clock does not restart by default. */
    late: Type.Boolean(),
    lateNoticeReason: OptionalText,
  }),
  CorrectionNoticeDelivered: Type.Object({ proof: OptionalText }),
  CorrectionReceived: Type.Object({
    personal: Type.Optional(SealedSchema),
    latenessJustification: OptionalText,
  }),
  CorrectionDeadlineExtended: Type.Object({ correctionDueOn: OnDate, reason: Text }),
  CorrectionLapsed: Type.Object({ reason: OptionalText }),
  ReasonsRequested: Type.Object({ excess: Text, reasonsDueOn: Type.Optional(OnDate) }),
  ReasonsReceived: Type.Object({ summary: Text }),
  ReasonablePeriodFixed: Type.Object({ dueOn: OnDate, finding: Text }),
  ExtensionApproved: Type.Object({
    workingDays: Type.Integer({ minimum: 1 }),
    reason: OptionalText,
    approvedBy: OptionalText,
    approverRole: Type.Optional(Type.Union([Type.Literal('head'), Type.Literal('deputy')])),
  }),
  ExtensionNotified: Type.Object({
    method: Type.Optional(DeliveryMethodSchema),
    documentNumber: Type.Optional(DocumentNumber),
    dueOn: OnDate,
  }),
} as const;
