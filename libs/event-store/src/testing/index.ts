export { describeEventStore } from './event-store-contract';
export { appendOf, idOf, newEvent, newEvents } from './events';
export {
  type EventStoreTraits,
  type OpenedEventStore,
  type OpenEventStore,
} from './opened-event-store';
export { describeLogRestore, type OpenedOperatedLog } from './log-restore-contract';
export { recordedLog, type RecordedLog } from './recorded-log';
