import type { Refusal } from './refusal';

/** A fact of one aggregate, before the store gives it a place in the log. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  /** The legal date of the fact: a plain date `YYYY-MM-DD` in Asia/Shanghai. */
  readonly occurredOn: string;
  readonly data: Data;
}

/**
 * The whole behaviour of one aggregate as two pure functions: `decide` says what happens,
 * `evolve` what that changes. Clock, calendar, policy and linked cases come in as `facts`.
 */
export interface Decider<State, Command, Event extends DomainEvent, Facts, Code extends string> {
  readonly initial: State;
  readonly decide: (
    command: Command,
    state: State,
    facts: Facts,
  ) => readonly Event[] | Refusal<Code>;
  readonly evolve: (state: State, event: Event) => State;
}
