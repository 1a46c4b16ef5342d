import { Type } from '@sinclair/typebox';

/** Free text of the office; never personal data of applicants. */
export const Text = Type.String({ minLength: 1, maxLength: 4000 });

/** The text of one part of the report; may be emptied again. */
export const Prose = Type.String({ maxLength: 100_000 });

/** A plain date `YYYY-MM-DD` in Asia/Shanghai. */
export const OnDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** Whose report of which year; the same in every event of a stream. */
export const subject = {
  agency: Type.String({ minLength: 1, maxLength: 100 }),
  year: Type.Integer({ minimum: 2019, maximum: 9999 }),
};

export const ProseSectionSchema = Type.Union([
  Type.Literal('s1'),
  Type.Literal('s5'),
  Type.Literal('s6'),
]);

/** One figure of section 二: block, row and column of the report format. */
export const EnteredFigure = Type.Object(
  { block: Type.String(), row: Type.String(), column: Type.String(), value: Type.Number() },
  { additionalProperties: false },
);

/** Failed checks of severity `warning` that the office explained, each with its reason. */
export const AcceptedWarnings = Type.Array(
  Type.Object({ id: Type.String(), reason: Text }, { additionalProperties: false }),
);
