export type { StoredEventDefinition } from './event-definition';
export {
  type AccountEvent,
  accountEventDefinitions,
  accountEventSchemas,
  type AccountEventType,
  type AccountReminderLevel,
  type AccountRole,
  accountRoles,
  type ContactField,
  contactFields,
  type NotificationChannelName,
  notificationChannels,
  type NotificationPreferences,
  NotificationPreferencesSchema,
  type OutwardChannelName,
  outwardChannels,
  reminderLevels,
  type WebhookFormat,
  webhookFormats,
} from './account/events';
export {
  type Account,
  evolveAccount,
  foldAccount,
  preferencesAtFirst,
  usesChannel,
} from './account/account';
export {
  account,
  type AccountCommand,
  accountCommands,
  type AccountCommandType,
  type AccountFacts,
  type AccountRefusal,
  accountRefusals,
  decideAccount,
} from './account/decide';
export { deliverableAt, type DeliveryHours, type QuietHours } from './account/delivery-time';
export {
  type AgencyEvent,
  agencyEventDefinitions,
  agencyEventSchemas,
  type AgencyEventType,
  type AgencyLevel,
  agencyLevels,
  type Institution,
  institutions,
} from './agency/events';
export { type Agency, evolveAgency, foldAgency } from './agency/agency';
export { agencyDepthMax, type AgencyNode, agencyTree, type AgencyTree } from './agency/agency-tree';
export {
  agency,
  type AgencyCommand,
  agencyCommands,
  type AgencyCommandType,
  type AgencyFacts,
  type AgencyRefusal,
  agencyRefusals,
  decideAgency,
  type KnownAgency,
} from './agency/decide';
export {
  type RegisterEvent,
  registerEventDefinitions,
  registerEventSchemas,
  type RegisterEventType,
} from './register/events';
export {
  carriedOverCases,
  emptyRegister,
  evolveRegister,
  foldRegister,
  isClosed,
  type RegisterState,
} from './register/register';
export { SerialNumbers } from './register/serial-numbers';
export {
  isSerialNumberPattern,
  ordinalOf,
  type SerialNumberParts,
} from './register/serial-number-pattern';
export {
  decideRegister,
  register,
  type RegisterCommand,
  registerCommands,
  type RegisterCommandType,
  type RegisterFacts,
  type RegisterRefusal,
  registerRefusals,
} from './register/decide';
export {
  type CalendarEvent,
  calendarEventDefinitions,
  calendarEventSchemas,
  type CalendarEventType,
} from './calendar/events';
export {
  calendarFrom,
  type CalendarState,
  evolveCalendar,
  foldCalendar,
  sameArrangement,
} from './calendar/calendar';
export {
  calendar,
  type CalendarCommand,
  calendarCommands,
  type CalendarFacts,
  type CalendarRefusal,
  calendarRefusals,
  decideCalendar,
} from './calendar/decide';
export { registerRefusalSentence } from './refusals';
