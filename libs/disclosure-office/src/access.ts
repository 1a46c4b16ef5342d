import { type TObject, Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { EventDefinition } from '@sunledger/event-store';

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

const definitionOf = ([type, schema]: [string, TObject]): EventDefinition => {
  const compiled = TypeCompiler.Compile(schema);
  return {
    type,
    version: 1,
    check: (data) =>
      compiled.Check(data) || (compiled.Errors(data).First()?.message ?? 'wrong shape'),
  };
};

export const accessEventDefinitions: readonly EventDefinition[] =
  Object.entries(accessEventSchemas).map(definitionOf);
