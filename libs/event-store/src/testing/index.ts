export {
  describeEventStore,
  type OpenedEventStore,
  type OpenEventStore,
} from './event-store-contract';
export { appendOf, idOf, newEvent, newEvents } from './events';
