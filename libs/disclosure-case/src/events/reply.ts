import { Type } from '@sinclair/typebox';

import { DeliveryMethodSchema, ReplyDisposalKindSchema } from '../vocabulary';
import { DocumentNumber, OptionalText, Text } from './fields';

const Part = Type.Object({
  description: Text,
  outcome: Type.Union([Type.Literal('given'), Type.Literal('withheld')]),
  /** Kind of refusal of a withheld part; decides whether 复议 comes first. */
  disposalKind: Type.Optional(ReplyDisposalKindSchema),
  reason: OptionalText,
});

/** 办理、审核、签发、送达 (条例 arts 36–40; 国办公开办函〔2016〕235号). */
export const replyEvents = {
  ReplyDrafted: Type.Object({
    disposalKind: Type.Optional(ReplyDisposalKindSchema),
    draftedBy: Text,
  }),
  ReplyReviewed: Type.Object({
    review: Type.Union([Type.Literal('office'), Type.Literal('legal'), Type.Literal('secrecy')]),
    passed: Type.Boolean(),
    remark: OptionalText,
  }),
  ReplySigned: Type.Object({
    disposalKind: ReplyDisposalKindSchema,
    documentNumber: Type.Optional(DocumentNumber),
    articles: Type.Optional(Type.Array(Text)),
    reasons: OptionalText,
    /** Where and how to get it (arts 36(1), 36(2), 36(7), 39). */
    access: OptionalText,
    parts: Type.Optional(Type.Array(Part)),
    /** Why this kind stands for a request of several items. */
    principalReason: OptionalText,
    earlierCaseId: Type.Optional(Type.String()),
    responsibleAgency: OptionalText,
    /** Finding on the reasons given for an excessive request (art 35). */
    finding: OptionalText,
    /** 复议 first, or the applicant's choice; which text the reply must carry (§8). */
    remedyAdvice: Type.Union([Type.Literal('reviewFirst'), Type.Literal('choice')]),
    signedBy: OptionalText,
  }),
  ReplyDispatched: Type.Object({
    method: DeliveryMethodSchema,
    trackingNumber: OptionalText,
  }),
  ReplyDelivered: Type.Object({ proof: OptionalText }),
  DeliveryFailed: Type.Object({ reason: Text }),
  InformationProvided: Type.Object({ form: Text, pages: Type.Optional(Type.Integer()) }),
} as const;
