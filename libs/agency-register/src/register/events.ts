import { type Static, Type } from '@sinclair/typebox';
import type { DomainEvent } from '@sunledger/decider';

import { CaseId, defineEvents } from '../event-definition';

export const SerialNumber = Type.String({ minLength: 1, maxLength: 60 });
export const ReportYear = Type.Integer({ minimum: 2008, maximum: 9999 });

/** Every fact of one register (stream `register-<agency>-<year>`). */
export const registerEventSchemas = {
  /** Numbers are never reused: that of a voided registration stays with it (号可说明). */
  SerialNumberAssigned: Type.Object({
    serialNumber: SerialNumber,
    caseId: CaseId,
    /** Place in the sequence, where the number follows the pattern of the office. */
    ordinal: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
  /** The requests still open at the end of the year that this close, or a later one, carried over. */
  YearClosed: Type.Object({
    year: ReportYear,
    closedBy: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    carriedOver: Type.Array(CaseId),
  }),
} as const;

export type RegisterEventType = keyof typeof registerEventSchemas;
export type RegisterEvent = {
  [Name in RegisterEventType]: DomainEvent<Name, Static<(typeof registerEventSchemas)[Name]>>;
}[RegisterEventType];

export const registerEventDefinitions = defineEvents<RegisterEventType>(registerEventSchemas);
