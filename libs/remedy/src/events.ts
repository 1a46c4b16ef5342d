import { type Static, type TObject, Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { DomainEvent } from '@sunledger/decider';
import { requestEventSchemas } from '@sunledger/disclosure-case';

import { remedyResults, reviewDecisionTypes, suitDecisionTypes } from './decisions';

const oneOf = <Value extends string>(values: readonly Value[]) =>
  Type.Union(values.map((value) => Type.Literal(value)));

/** A plain date `YYYY-MM-DD` in Asia/Shanghai. */
export const OnDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' });
const Id = Type.String({ minLength: 1, maxLength: 100 });
const OptionalText = Type.Optional(Type.String({ minLength: 1, maxLength: 4000 }));
const OptionalNumber = Type.Optional(Type.String({ minLength: 1, maxLength: 100 }));

/** Which request is challenged; the stream of the remedy is `remedy-<remedyId>`. */
const filing = { remedyId: Id, caseId: Id, agency: Type.String({ minLength: 1 }) };

/** A ledger states only the column; the office states how it ended, and the column follows. */
const StatedResult = Type.Optional(oneOf(remedyResults));

const ownEvents = {
  ReviewFiled: Type.Object({ ...filing, reviewBody: OptionalText, note: OptionalText }),
  ReviewAccepted: Type.Object({ documentNumber: OptionalNumber }),
  /** 复议答复: the office has answered the review body. */
  ReviewAnswered: Type.Object({ documentNumber: OptionalNumber }),
  ReviewDecided: Type.Object({
    decision: Type.Optional(oneOf(reviewDecisionTypes)),
    result: StatedResult,
    documentNumber: OptionalNumber,
  }),
  ReviewWithdrawn: Type.Object({ reason: OptionalText }),
  /** `afterReview`: a review decision, or the lapse of its term, came before (行政诉讼法 art 45). */
  SuitFiled: Type.Object({
    ...filing,
    afterReview: Type.Boolean(),
    reviewRemedyId: Type.Optional(Id),
    /** The review body let its term pass without deciding. */
    reviewLapsed: Type.Optional(Type.Boolean()),
    court: OptionalText,
    note: OptionalText,
  }),
  SuitDocketed: Type.Object({ caseNumber: OptionalNumber }),
  /** 答辩状: the office has answered the court of first instance. */
  SuitAnswered: Type.Object({ documentNumber: OptionalNumber }),
  /** Ends the instance that is running, the first or an appeal. */
  SuitDecided: Type.Object({
    decision: Type.Optional(oneOf(suitDecisionTypes)),
    result: StatedResult,
    documentNumber: OptionalNumber,
  }),
  SuitAppealed: Type.Object({
    by: oneOf(['applicant', 'agency', 'thirdParty', 'both'] as const),
    court: OptionalText,
    caseNumber: OptionalNumber,
  }),
  /** In the first instance the suit is withdrawn, in the second the appeal. */
  SuitWithdrawn: Type.Object({ reason: OptionalText }),
} as const;

/**
 * Every fact that concerns one remedy, as stored. Names are never changed or removed; a changed
 * shape gets a new version and an upcast. `FactCorrected` is the one of every stream.
 */
export const remedyEventSchemas = {
  ...ownEvents,
  FactCorrected: requestEventSchemas.FactCorrected,
} as const;

export type RemedyEventType = keyof typeof remedyEventSchemas;

export type RemedyEventData<Name extends RemedyEventType> = Static<
  (typeof remedyEventSchemas)[Name]
>;

/** A fact about one 行政复议 or 行政诉讼, with doubts that did not stop it. */
export type RemedyEvent = {
  [Name in RemedyEventType]: DomainEvent<Name, RemedyEventData<Name>> & {
    readonly warnings?: readonly string[];
  };
}[RemedyEventType];

/** A fact with the id the log knows it by. */
export type LoggedRemedyEvent = RemedyEvent & { readonly id: string };

export interface RemedyEventDefinition {
  readonly type: RemedyEventType;
  readonly version: number;
  readonly schema: TObject;
  /** True when the data has the shape of this version; otherwise what is wrong with it. */
  readonly check: (data: unknown) => true | string;
}

const compile = (schema: TObject): RemedyEventDefinition['check'] => {
  const compiled = TypeCompiler.Compile(schema);
  return (data) => {
    if (compiled.Check(data)) return true;
    const first = compiled.Errors(data).First();
    return first === undefined ? 'does not match its schema' : `${first.path} ${first.message}`;
  };
};

const define = ([type, schema]: readonly [string, TObject]): RemedyEventDefinition => ({
  // Object.entries forgets that its keys are the keys of the object.
  type: type as RemedyEventType,
  version: 1,
  schema,
  check: compile(schema),
});

/**
 * The event types that this library adds to a catalogue. `FactCorrected` is defined once for
 * every stream, in `requestEventDefinitions` of the disclosure case, and is not repeated here.
 */
export const remedyEventDefinitions: readonly RemedyEventDefinition[] =
  Object.entries(ownEvents).map(define);

const everyDefinition: readonly RemedyEventDefinition[] =
  Object.entries(remedyEventSchemas).map(define);

/** Checks data against the newest schema of its event type; the answer names the first fault. */
export const checkRemedyEventData = (type: RemedyEventType, data: unknown): true | string => {
  const definition = everyDefinition.find((one) => one.type === type);
  return definition === undefined ? `unknown event type ${type}` : definition.check(data);
};
