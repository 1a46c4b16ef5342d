import { type Static, type TObject, Type } from '@sinclair/typebox';
import type { DomainEvent } from '@sunledger/decider';
import { CorrectionDataSchema, FrozenContentSchema } from './content';
import {
  AcceptedWarnings,
  EnteredFigure,
  OnDate,
  Prose,
  ProseSectionSchema,
  subject,
  Text,
} from './fields';

const strict = { additionalProperties: false };

/**
 * Every fact about the report of one agency and year (stream `report-<agency>-<year>`). Names are
 * never changed or removed; a changed shape gets a new version and an upcast.
 */
export const reportFilingSchemas = {
  /** Section 二 figures as typed in; the last entry of a cell stands. */
  ActiveDisclosureEntered: Type.Object(
    { ...subject, figures: Type.Array(EnteredFigure, { minItems: 1 }), source: Text },
    strict,
  ),
  ProseEntered: Type.Object({ ...subject, section: ProseSectionSchema, text: Prose }, strict),
  /** A draft was put before the head of the office. */
  ReportDrafted: Type.Object(
    { ...subject, asOf: OnDate, knownAt: Type.String(), logPosition: Type.String() },
    strict,
  ),
  ReportFrozen: Type.Object(
    { ...subject, ...FrozenContentSchema.properties, acceptedWarnings: AcceptedWarnings },
    strict,
  ),
  /** A frozen report was taken back before it left the office. */
  ReportReopened: Type.Object({ ...subject, reason: Text }, strict),
  ReportApproved: Type.Object({ ...subject, approvedBy: Text }, strict),
  /** Handed to the 主管部门 (条例 art 49: by 31 January). */
  ReportSubmitted: Type.Object({ ...subject, submittedTo: Text }, strict),
  ReportPublished: Type.Object({ ...subject, publishedOn: OnDate, where: Text }, strict),
  ReportCorrected: Type.Object(
    { ...subject, ...FrozenContentSchema.properties, ...CorrectionDataSchema.properties },
    strict,
  ),
} as const;

export type ReportFilingEventType = keyof typeof reportFilingSchemas;

/** Data of one event type in its newest version. */
export type ReportFilingEventData<Name extends ReportFilingEventType> = Static<
  (typeof reportFilingSchemas)[Name]
>;

export type ReportFilingEvent = {
  [Name in ReportFilingEventType]: DomainEvent<Name, ReportFilingEventData<Name>>;
}[ReportFilingEventType];

export interface ReportFilingEventDefinition {
  readonly type: ReportFilingEventType;
  readonly version: 1;
  readonly schema: TObject;
}

/** The catalogue the event store checks against on write and read. */
export const reportFilingEvents: readonly ReportFilingEventDefinition[] = Object.entries(
  reportFilingSchemas,
).map(([type, schema]) => ({
  // Object.entries forgets that its keys are the keys of the object.
  type: type as ReportFilingEventType,
  version: 1,
  schema,
}));
