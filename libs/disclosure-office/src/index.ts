export { type Conflict, type Done, isConflict, isDone, type Outcome } from './command-handler';
export { accessEventDefinitions, accessEventSchemas } from './access';
export type { AccountView, NewAccount } from './accounts/accounts';
export type { ContactChange } from './accounts/contact';
export type { PreferencesChange } from './accounts/preferences-change';
export type { ContactRefusal, TestMessageRefusal } from './accounts/refusals';
export { preferenceWarnings, preferenceWarningSentence } from './accounts/silent-mail';
export { officeCatalogue } from './catalogue';
export { type DeadlineAnswer, type DeadlineQuestion, workOutDeadline } from './deadline-question';
export { eventSentence } from './event-sentences';
export {
  accessStream,
  accountStream,
  agencyStream,
  calendarStream,
  caseIdOfCommand,
  caseIdOfRow,
  caseOfStream,
  derivedId,
  registerStream,
  remedyStream,
  remindersStream,
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
export type { CommandContext, Notification, OfficeParts } from './parts';
export { type PersonalFields, PersonalFieldsSchema } from './personal-fields';
export { officeRefusals, refusalSentence } from './refusal-sentence';
export {
  type Abandoned,
  DeliveryIncomplete,
  type DeliveryOutcome,
  type DeliveryRound,
  givenUpAfterDays,
} from './reminder-delivery/deliver-reminders';
export type { IssuedReminders, IssueRequest } from './reminders/issue-reminders';
export type {
  OpenReminder,
  OpenReminderPage,
  OpenRemindersQuestion,
} from './reminders/open-reminders';
export type { ReminderPause } from './reminders/reminder-pauses';
export type { IssueDestination } from './reminders/reminders';
export type { ReplayStep } from './replay';
export type { ReportAnswer, ReportQuestion, RollupFault } from './reports';
export {
  type ClerkCommand,
  type OfficeRefusal,
  type Registration,
  requestEvents,
} from './requests';
export { sealedOwnerOf } from './sealed-owner';
export type { YearClose } from './year-close';
