import { type Static, Type } from '@sinclair/typebox';
import { applicantTypes, channels, disposalKinds } from '@sunledger/disclosure-case';
import { remedyColumns, remedyGroups } from '../definitions/report-definition';
import { AcceptedWarnings, OnDate, Prose, Text } from './fields';

const strict = { additionalProperties: false };
const Figure = Type.Number();

/** An object with exactly these keys. */
const figuresOf = <const Keys extends readonly string[]>(keys: Keys) =>
  Type.Object(
    // Object.fromEntries forgets the keys it was given.
    Object.fromEntries(keys.map((key) => [key, Figure])) as Record<Keys[number], typeof Figure>,
    strict,
  );

/** An object with some of these keys. */
const someFiguresOf = <const Keys extends readonly string[]>(keys: Keys) =>
  Type.Partial(figuresOf(keys), strict);

const RemedyGroupSchema = figuresOf(remedyColumns);

/** The tables of a report as printed. Row ids follow the format, so they are free here. */
export const TablesSchema = Type.Object(
  {
    activeDisclosure: Type.Record(
      Type.String(),
      Type.Record(Type.String(), Type.Record(Type.String(), Figure)),
    ),
    applications: Type.Record(Type.String(), figuresOf([...applicantTypes, 'total'])),
    remedies: Type.Object(
      {
        [remedyGroups[0]]: RemedyGroupSchema,
        [remedyGroups[1]]: RemedyGroupSchema,
        [remedyGroups[2]]: RemedyGroupSchema,
      },
      strict,
    ),
  },
  strict,
);

export const NarrativeSchema = Type.Object(
  {
    received: Figure,
    carriedIn: Figure,
    closed: Figure,
    closedOnTime: Figure,
    carriedOut: Figure,
    byDisposal: someFiguresOf(disposalKinds),
    byChannel: someFiguresOf(channels),
    fees: figuresOf(['assessedCases', 'assessedYuan', 'paidCases', 'paidYuan']),
  },
  strict,
);

/**
 * What a frozen report says, and of what: the format, the cut-off, the state of knowledge, the
 * figures, and a digest of the list of cases, which itself is read again at `logPosition`.
 */
export const FrozenContentSchema = Type.Object(
  {
    definitionId: Type.String(),
    asOf: OnDate,
    knownAt: Type.String(),
    logPosition: Type.String(),
    tables: TablesSchema,
    narrative: NarrativeSchema,
    caseListDigest: Type.String({ minLength: 1 }),
  },
  strict,
);
export type FrozenContent = Static<typeof FrozenContentSchema>;

const Cell = Type.Object({ row: Type.String(), column: Type.String() }, strict);

export const DifferencesSchema = Type.Object(
  {
    cases: Type.Array(
      Type.Object(
        {
          caseId: Type.String(),
          serialNumber: Type.String(),
          before: Type.Array(Cell),
          after: Type.Array(Cell),
        },
        strict,
      ),
    ),
    cells: Type.Array(
      Type.Object({ row: Type.String(), column: Type.String(), delta: Type.Integer() }, strict),
    ),
  },
  strict,
);

/** What a correction adds to the new frozen content. */
export const CorrectionDataSchema = Type.Object(
  {
    reason: Text,
    approvedBy: Text,
    acceptedWarnings: AcceptedWarnings,
    differences: DifferencesSchema,
    /** Parts of the text that the correction rewrites. */
    prose: Type.Optional(
      Type.Object(
        { s1: Type.Optional(Prose), s5: Type.Optional(Prose), s6: Type.Optional(Prose) },
        strict,
      ),
    ),
  },
  strict,
);
