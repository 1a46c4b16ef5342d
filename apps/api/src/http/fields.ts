import { Type } from '@sinclair/typebox';

/** A plain date `YYYY-MM-DD` in Asia/Shanghai. */
export const OnDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' });

/** Free text a clerk writes; never personal data of applicants. */
export const Text = Type.String({ minLength: 1, maxLength: 4000 });

/** The legal date of an act; today in Asia/Shanghai when left out. */
export const OptionalOn = Type.Optional(
  Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' }),
);

/** Page size of a list. */
export const Limit = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 200, default: 50, description: '每页条数' }),
);

/** Where the page before ended, as its `next` said. */
export const After = Type.Optional(
  Type.String({ maxLength: 2000, description: '上一页给出的 next；首页不填' }),
);

export const pageLimitDefault = 50;

/** No field beside those named. */
export const strict = { additionalProperties: false } as const;
