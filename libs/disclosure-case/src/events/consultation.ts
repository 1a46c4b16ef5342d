import { Type } from '@sinclair/typebox';

import { ConsultationId, OptionalText, SealedSchema, Text } from './fields';

const Opinion = Type.Union([Type.Literal('consent'), Type.Literal('object')]);
const Thread = Type.Object({ consultationId: ConsultationId });

/** 征求意见: third parties (条例 art 32) and other agencies (arts 11, 34). */
export const consultationEvents = {
  ThirdPartyConsulted: Type.Object({
    consultationId: ConsultationId,
    personal: Type.Optional(SealedSchema),
    subject: OptionalText,
  }),
  ThirdPartyLetterDelivered: Thread,
  ThirdPartyOpinionReceived: Type.Object({
    consultationId: ConsultationId,
    /** Absent where a ledger records only that an answer came. */
    opinion: Type.Optional(Opinion),
    grounds: OptionalText,
  }),
  ThirdPartySilenceElapsed: Thread,
  PublicInterestDisclosureDecided: Type.Object({
    consultationId: ConsultationId,
    reason: Text,
    decidedBy: Text,
  }),
  ThirdPartyNotified: Type.Object({ consultationId: ConsultationId, content: Text }),
  AgencyConsulted: Type.Object({
    consultationId: ConsultationId,
    agencyName: Text,
    subject: OptionalText,
  }),
  AgencyLetterDelivered: Thread,
  AgencyOpinionReceived: Type.Object({
    consultationId: ConsultationId,
    opinion: Type.Optional(Opinion),
    grounds: OptionalText,
  }),
  AgencySilenceElapsed: Thread,
} as const;
