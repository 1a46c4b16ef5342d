export { describeEventStore } from './event-store-contract';
export { appendOf, idOf, newEvent, newEvents } from './events';
export { type OpenedEventStore, type OpenEventStore } from './opened-event-store';
