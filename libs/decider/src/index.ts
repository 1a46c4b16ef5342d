export { type Decider, type DomainEvent } from './decider';
export { isRefusal, refuse, type Refusal } from './refusal';
