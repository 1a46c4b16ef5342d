import { type Static, Type } from '@sinclair/typebox';
import type { DomainEvent } from '@sunledger/decider';

import { AgencyCode, defineEvents } from '../event-definition';

export const agencyLevels = ['township', 'county', 'city', 'province'] as const;
export type AgencyLevel = (typeof agencyLevels)[number];
export const institutions = ['government', 'department'] as const;
export type Institution = (typeof institutions)[number];

const oneOf = <Value extends string>(values: readonly Value[]) =>
  Type.Union(values.map((value) => Type.Literal(value)));

export const AgencyName = Type.String({ minLength: 1, maxLength: 200 });

/** Every fact about one agency (stream `agency-<code>`). */
export const agencyEventSchemas = {
  AgencyAdded: Type.Object({
    code: AgencyCode,
    name: AgencyName,
    parent: Type.Optional(AgencyCode),
    /** With `institution` and `verticalManagement`: who reviews its decisions (行政复议法 24, 27). */
    level: Type.Optional(oneOf(agencyLevels)),
    institution: Type.Optional(oneOf(institutions)),
    verticalManagement: Type.Optional(Type.Boolean()),
  }),
  AgencyRenamed: Type.Object({ code: AgencyCode, name: AgencyName }),
  /** Without a parent (`null`) the agency stands at the top of a tree. */
  AgencyMoved: Type.Object({ code: AgencyCode, parent: Type.Union([AgencyCode, Type.Null()]) }),
  AgencyClosed: Type.Object({ code: AgencyCode, successor: Type.Optional(AgencyCode) }),
} as const;

export type AgencyEventType = keyof typeof agencyEventSchemas;
export type AgencyEvent = {
  [Name in AgencyEventType]: DomainEvent<Name, Static<(typeof agencyEventSchemas)[Name]>>;
}[AgencyEventType];

export const agencyEventDefinitions = defineEvents<AgencyEventType>(agencyEventSchemas);
