import { Type } from '@sinclair/typebox';

const open = { additionalProperties: true } as const;
/** How an import ended: everything, or nothing and why. */
export const ImportAnswer = Type.Object(
  {
    imported: Type.Boolean(),
    dryRun: Type.Boolean(),
    rows: Type.Integer(),
    added: Type.Integer(),
    continued: Type.Integer(),
    unchanged: Type.Integer(),
    events: Type.Integer(),
    faultCount: Type.Integer(),
    faults: Type.Array(Type.Object({ code: Type.String(), message: Type.String() }, open)),
    warnings: Type.Array(Type.Object({ code: Type.String(), message: Type.String() }, open)),
  },
  { ...open, $id: 'ImportReport' },
);
