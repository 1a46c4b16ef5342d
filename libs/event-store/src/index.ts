export {
  openSqliteEventStore,
  openSqliteLogFile,
  SqliteEventStore,
  type SqliteEventStoreOptions,
  type SqliteLogFile,
} from './adapters/sqlite/sqlite-event-store';
export { EventIdReused, EventStoreUnavailable, RevisionConflict } from './errors';
export {
  EventCatalogue,
  EventDataInvalid,
  UnknownEventType,
  withCatalogue,
  type CheckResult,
  type EventDefinition,
} from './event-codec';
export { commandIdAt, eventIdOf } from './event-id';
export {
  noStream,
  type Append,
  type AppendResult,
  type EventMeta,
  type EventStore,
  type ExpectedRevision,
  type LogHead,
  type NewEvent,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  type SubscribeOptions,
  type Subscription,
} from './port';
export { exportLog, verifyExport, type WriteLine } from './proof/export-log';
export { type LogReader, type LogRecord } from './proof/log-record';
export {
  verifyLog,
  type LogFault,
  type LogFaultCode,
  type Verification,
  type VerifyOptions,
} from './proof/verify-log';
