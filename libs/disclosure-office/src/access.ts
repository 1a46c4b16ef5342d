import { Type } from '@sinclair/typebox';
import type { EventDefinition } from '@sunledger/event-store';

import { checked } from './checked-definition';

/** Reading personal data is a fact of its own: who read what, when and why. */
export const accessEventSchemas = {
  PersonalDataRead: Type.Object({
    caseId: Type.String(),
    purpose: Type.String({ minLength: 1 }),
    fields: Type.Array(Type.String()),
  }),
  /** A ledger of an agency was written out with names and request texts. */
  PersonalDataExported: Type.Object({
    agency: Type.String(),
    purpose: Type.String({ minLength: 1 }),
  }),
} as const;

export const accessEventDefinitions: readonly EventDefinition[] = Object.entries(
  accessEventSchemas,
).map(([type, schema]) => checked({ type, version: 1, schema }));
