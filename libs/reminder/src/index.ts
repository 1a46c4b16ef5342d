export {
  type AfterDue,
  calendarSubject,
  type Duty,
  type DutyKind,
  dutyKinds,
  type DutyOwner,
  dutyOwners,
  dutyTraits,
  endedAfterDue,
  remedySubject,
  reportSubject,
  requestSubject,
  type SubjectDuty,
} from './duty';
export { dutiesOfCase } from './case-duties';
export { dutiesOfRemedy } from './remedy-duties';
export {
  calendarDuty,
  dutiesOfReport,
  reportDueKindOf,
  type ReportingAgency,
} from './agency-duties';
export {
  furthestDueOn,
  leadsOf,
  levelOn,
  onceOverdueDaysMax,
  type ReminderLevel,
  reminderLevelLabels,
  reminderLevels,
} from './level';
export { isQuiet, isReminderDay, mayRemindAt } from './reminding-time';
export {
  type Issued,
  missingReminders,
  type ReminderInForce,
  reminderKey,
  remindersInForce,
  remindersToIssue,
} from './due-reminders';
export {
  type LoggedReminderEvent,
  type ReminderEvent,
  type ReminderEventData,
  type ReminderEventDefinition,
  reminderEventDefinitions,
  reminderEventSchemas,
  type ReminderEventType,
  type ReminderItem,
  ReminderItemSchema,
} from './events';
export {
  type DeliveryEnd,
  deliveryKey,
  evolveReminders,
  foldReminders,
  noReminders,
  type ReminderDestination,
  type ReminderIssue,
  type ReminderLog,
} from './reminder-log';
export {
  decideReminders,
  issuedItemCountMax,
  type ReminderCommand,
  type ReminderDecision,
  type ReminderRefusal,
  reminderRefusals,
} from './decide';
export { recipientsOf, type ReminderAccount } from './recipients';
export {
  noLongerDue,
  type ReminderRecipient,
  undelivered,
  type UndeliveredIssue,
} from './undelivered';
export { reminderEventSentence, reminderSentence } from './sentences';
