import type { Static, TObject } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { DomainEvent } from '@sunledger/decider';

import { afterwardsEvents } from './events/afterwards';
import { consultationEvents } from './events/consultation';
import { correctionEvents } from './events/correction';
import { feeEvents } from './events/fee';
import { intakeEvents } from './events/intake';
import { replyEvents } from './events/reply';

/**
 * Every fact that concerns one request, as stored: name of the event and shape of its data.
 * Names are never changed or removed; a changed shape gets a new version and an upcast.
 */
export const requestEventSchemas = {
  ...intakeEvents,
  ...correctionEvents,
  ...consultationEvents,
  ...feeEvents,
  ...replyEvents,
  ...afterwardsEvents,
} as const;

export type RequestEventType = keyof typeof requestEventSchemas;

/** Data of one event type in its newest version. */
export type RequestEventData<Name extends RequestEventType> = Static<
  (typeof requestEventSchemas)[Name]
>;

/** A fact about one request, in its newest version, with doubts that did not stop it. */
export type RequestEvent = {
  [Name in RequestEventType]: DomainEvent<Name, RequestEventData<Name>> & {
    readonly warnings?: readonly string[];
  };
}[RequestEventType];

export interface RequestEventDefinition {
  readonly type: RequestEventType;
  readonly version: number;
  readonly schema: TObject;
  /** True when the data has the shape of this version; otherwise what is wrong with it. */
  readonly check: (data: unknown) => true | string;
}

const compile = (schema: TObject): RequestEventDefinition['check'] => {
  const compiled = TypeCompiler.Compile(schema);
  return (data) => {
    if (compiled.Check(data)) return true;
    const first = compiled.Errors(data).First();
    return first === undefined ? 'does not match its schema' : `${first.path} ${first.message}`;
  };
};

/** The catalogue the event store checks against on write and read. */
export const requestEventDefinitions: readonly RequestEventDefinition[] = Object.entries(
  requestEventSchemas,
).map(([type, schema]) => ({
  // Object.entries forgets that its keys are the keys of the object.
  type: type as RequestEventType,
  version: 1,
  schema,
  check: compile(schema),
}));

/** Checks data against the newest schema of its event type; the answer names the first fault. */
export const checkEventData = (type: RequestEventType, data: unknown): true | string => {
  const definition = requestEventDefinitions.find((one) => one.type === type);
  return definition === undefined ? `unknown event type ${type}` : definition.check(data);
};
