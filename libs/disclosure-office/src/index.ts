export { type Conflict, type Done, isConflict, isDone, type Outcome } from './command-handler';
export { accessEventDefinitions, accessEventSchemas } from './access';
export { officeCatalogue } from './catalogue';
export { type DeadlineAnswer, type DeadlineQuestion, workOutDeadline } from './deadline-question';
export { eventSentence } from './event-sentences';
export {
  accessStream,
  agencyStream,
  calendarStream,
  caseIdOfCommand,
  caseIdOfRow,
  derivedId,
  registerStream,
  remedyStream,
  reportStream,
  requestStream,
} from './identity';
export type {
  ImportFault,
  ImportPhase,
  ImportProgress,
  ImportReport,
  ImportWarning,
} from './ledger-import/import-report';
export type { ImportRequest } from './ledger-import/import-requests';
export type { CaseName, ReplayedCase } from './case-histories';
export { createOffice, type Office } from './office';
export type { CommandContext, OfficeParts } from './parts';
export { type PersonalFields, PersonalFieldsSchema } from './personal-fields';
export { officeRefusals, refusalSentence } from './refusal-sentence';
export type { ReplayStep } from './replay';
export type { ReportAnswer, ReportQuestion, RollupFault } from './reports';
export {
  type ClerkCommand,
  type OfficeRefusal,
  type Registration,
  requestEvents,
} from './requests';
export type { YearClose } from './year-close';
