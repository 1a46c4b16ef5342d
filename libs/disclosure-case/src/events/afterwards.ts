import { Type } from '@sinclair/typebox';

import { DocumentNumber, OnDate, OptionalText, Text } from './fields';

/** Ends without a reply, the file's later life, carry-over, corrections and erasure. */
export const afterwardsEvents = {
  ApplicationWithdrawn: Type.Object({ reason: OptionalText }),
  CaseArchived: Type.Object({ fileNumber: OptionalText }),
  CarriedOver: Type.Object({ fromYear: Type.Integer(), toYear: Type.Integer() }),
  ReAnswerOrdered: Type.Object({
    orderedBy: Text,
    documentNumber: Type.Optional(DocumentNumber),
    dueOn: Type.Optional(OnDate),
    remedyId: Type.Optional(Type.String()),
  }),
  SupplementaryReplyIssued: Type.Object({
    documentNumber: Type.Optional(DocumentNumber),
    reason: Text,
  }),
  /**
   * An earlier fact was logged wrongly. The log keeps both; everyone who asks with knowledge of
   * this event sees the earlier one as corrected, whatever date they ask about.
   */
  FactCorrected: Type.Object({
    targetEventId: Type.String(),
    targetType: Type.String(),
    reason: Text,
    approvedBy: Text,
    /** The right legal date, where the date was wrong. */
    occurredOn: Type.Optional(OnDate),
    /** Fields of the data that were wrong, with their right values. */
    changes: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    /** True when the fact never happened. */
    annulled: Type.Optional(Type.Boolean()),
  }),
  /** The key of the case is destroyed; what is left are types, dates and outcomes. */
  PersonalDataErased: Type.Object({ reason: Text, approvedBy: Text }),
} as const;
