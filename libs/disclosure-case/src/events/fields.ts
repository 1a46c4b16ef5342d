import { type Static, Type } from '@sinclair/typebox';

/** A plain date `YYYY-MM-DD` in Asia/Shanghai. */
export const OnDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' });

/** Free text a clerk writes; never personal data of applicants. */
export const Text = Type.String({ minLength: 1, maxLength: 4000 });

export const OptionalText = Type.Optional(Text);

/** Number of an official document, e.g. 太政信答〔2019〕3号. */
export const DocumentNumber = Type.String({ minLength: 1, maxLength: 100 });

/** Personal data, encrypted with the key of the case; `fields` names what is inside. */
export const SealedSchema = Type.Object({
  sealed: Type.String(),
  fields: Type.Array(Type.String()),
});
export type Sealed = Static<typeof SealedSchema>;

/** Keyed hashes by which a case is found by name or document number without reading either. */
export const LookupSchema = Type.Object({
  name: Type.Optional(Type.String()),
  documentNumber: Type.Optional(Type.String()),
});
export type Lookup = Static<typeof LookupSchema>;

/** Names one consultation thread within the case. */
export const ConsultationId = Type.String({ minLength: 1, maxLength: 40 });
