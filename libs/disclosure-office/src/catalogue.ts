import type { TObject } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import {
  agencyEventDefinitions,
  calendarEventDefinitions,
  registerEventDefinitions,
} from '@sunledger/agency-register';
import { reportFilingEvents } from '@sunledger/annual-report';
import { requestEventDefinitions } from '@sunledger/disclosure-case';
import { EventCatalogue, type EventDefinition } from '@sunledger/event-store';
import { remedyEventDefinitions } from '@sunledger/remedy';

import { accessEventDefinitions } from './access';

/** Remedies correct facts under the same name as requests do; the shape is one. */
const ofRemediesAlone = (types: ReadonlySet<string>) =>
  remedyEventDefinitions.filter(({ type }) => !types.has(type));

/** A definition that brings a schema alone, with the check compiled from it. */
function checked({
  type,
  version,
  schema,
}: {
  readonly type: string;
  readonly version: number;
  readonly schema: TObject;
}): EventDefinition {
  const compiled = TypeCompiler.Compile(schema);
  const check = (data: unknown) =>
    compiled.Check(data) || (compiled.Errors(data).First()?.message ?? 'wrong shape');
  return { type, version, check };
}

/** Every event type this release writes and reads. */
export const officeCatalogue = (): EventCatalogue => {
  const requestTypes = new Set<string>(requestEventDefinitions.map(({ type }) => type));
  return new EventCatalogue([
    ...requestEventDefinitions,
    ...ofRemediesAlone(requestTypes),
    ...registerEventDefinitions,
    ...agencyEventDefinitions,
    ...calendarEventDefinitions,
    ...reportFilingEvents.map(checked),
    ...accessEventDefinitions,
  ]);
};
