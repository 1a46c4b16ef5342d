import type { IsoDate } from '@sunledger/working-days';

import type { RegisterEvent } from './events';
import { SerialNumbers } from './serial-numbers';

/** The register of one agency and one year. */
export interface RegisterState {
  readonly serialNumbers: SerialNumbers;
  /** Highest ordinal given out; the next one is higher. */
  readonly highestOrdinal: number;
  readonly closings: readonly {
    readonly on: IsoDate;
    readonly closedBy?: string;
    readonly carriedOver: readonly string[];
  }[];
}

export const emptyRegister: RegisterState = {
  serialNumbers: SerialNumbers.none,
  highestOrdinal: 0,
  closings: [],
};

/** The state after one more fact. */
export function evolveRegister(state: RegisterState, event: RegisterEvent): RegisterState {
  switch (event.type) {
    case 'SerialNumberAssigned': {
      const { serialNumber, caseId, ordinal = 0 } = event.data;
      return {
        ...state,
        serialNumbers: state.serialNumbers.with(serialNumber, caseId),
        highestOrdinal: Math.max(state.highestOrdinal, ordinal),
      };
    }
    case 'YearClosed': {
      const { year: _year, ...closing } = event.data;
      return { ...state, closings: [...state.closings, { on: event.occurredOn, ...closing }] };
    }
  }
}

/**
 * A register from its log.
 * @param state where to go on from, when only later events are given.
 */
export const foldRegister = (
  events: readonly RegisterEvent[],
  state: RegisterState = emptyRegister,
): RegisterState => events.reduce(evolveRegister, state);

/** Whether the year was closed at least once. */
export const isClosed = ({ closings }: RegisterState): boolean => closings.length > 0;

/** The cases that any close of the year carried over. */
export const carriedOverCases = ({ closings }: RegisterState): ReadonlySet<string> =>
  new Set(closings.flatMap(({ carriedOver }) => carriedOver));
