import {
  accountEventDefinitions,
  agencyEventDefinitions,
  calendarEventDefinitions,
  registerEventDefinitions,
} from '@sunledger/agency-register';
import { reportFilingEvents } from '@sunledger/annual-report';
import { requestEventDefinitions } from '@sunledger/disclosure-case';
import { EventCatalogue } from '@sunledger/event-store';
import { remedyEventDefinitions } from '@sunledger/remedy';
import { reminderEventDefinitions } from '@sunledger/reminder';

import { accessEventDefinitions } from './access';
import { checked } from './checked-definition';

/** Remedies correct facts under the same name as requests do; the shape is one. */
const ofRemediesAlone = (types: ReadonlySet<string>) =>
  remedyEventDefinitions.filter(({ type }) => !types.has(type));

/** Every event type this release writes and reads. */
export const officeCatalogue = (): EventCatalogue => {
  const requestTypes = new Set<string>(requestEventDefinitions.map(({ type }) => type));
  return new EventCatalogue([
    ...requestEventDefinitions,
    ...ofRemediesAlone(requestTypes),
    ...registerEventDefinitions,
    ...agencyEventDefinitions,
    ...accountEventDefinitions,
    ...calendarEventDefinitions,
    ...reportFilingEvents.map(checked),
    ...reminderEventDefinitions.map(checked),
    ...accessEventDefinitions,
  ]);
};
