export { isKurrentAddress } from './adapters/kurrentdb/connection-string';
export {
  type KurrentEventStore,
  type KurrentEventStoreOptions,
} from './adapters/kurrentdb/kurrent-event-store';
export { openKurrentEventStore } from './adapters/kurrentdb/open-kurrent-event-store';
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
  atomicByteCountMax,
  atomicEventCountMax,
  clockDifferenceMaxMs,
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
export {
  exportLog,
  type ExportOptions,
  verifyExport,
  type VerifyExportOptions,
  type WriteLine,
} from './proof/export-log';
export { exportRecords } from './proof/export-records';
export { type LogReader, type LogRecord } from './proof/log-record';
export { provedRecords } from './proof/proved-records';
export { type TreeHead } from './proof/tree-head';
export {
  verifyLog,
  type LogFault,
  type LogFaultCode,
  type Verification,
  type VerifyOptions,
} from './proof/verify-log';
export {
  LogDiffers,
  type LogDifference,
  type LogRestore,
  type OperatedLog,
  type RecordField,
  RecordsBroken,
  type RestoreOptions,
  type RestoreOutcome,
} from './restore-port';
