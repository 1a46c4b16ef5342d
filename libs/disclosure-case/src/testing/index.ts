import { isRefusal } from '@sunledger/decider';
import {
  type CaseFacts,
  type CaseRefusal,
  caseRefusalSentence,
  decide,
  foldCase,
  type LoggedRequestEvent,
  type RequestCommand,
} from '@sunledger/disclosure-case';

import { CaseHistory, factsOn } from './case-history';

export {
  aCase,
  calendarOf2026,
  CaseHistory,
  deadlineOf,
  factsOn,
  policyWith,
  registration,
} from './case-history';

/** An event as a spec expects it: what it leaves out is not compared. */
export type ExpectedEvent = Readonly<Partial<LoggedRequestEvent>> & {
  readonly type: LoggedRequestEvent['type'];
};

/** What a command did to a history: the one question a spec of a rule asks. */
export interface Outcome {
  /** Accepted, and these are the facts, in order. */
  then(...events: readonly ExpectedEvent[]): void;
  /** Turned down with this code; `facts` are compared as far as they are given. */
  refused(code: CaseRefusal, facts?: Readonly<Record<string, unknown>>): void;
  /** Accepted with these doubts and no others. */
  warned(...codes: readonly string[]): void;
  /** Accepted without a doubt; the history that follows. */
  accepted(): CaseHistory;
}

/**
 * A history to which a command is given. Unless `facts` say otherwise the command is logged on
 * the day of which it speaks, under the defaults of the office.
 */
export function given(history: CaseHistory | readonly LoggedRequestEvent[]) {
  const events = history instanceof CaseHistory ? history.events : history;
  return {
    when(command: RequestCommand, facts: Partial<CaseFacts> = {}): Outcome {
      const known = factsOn(command.on, { logged: events, ...facts });
      const decision = decide(command, foldCase(events), known);
      const decided = () => {
        if (isRefusal(decision)) {
          throw new Error(`refused: ${decision.refused} ${JSON.stringify(decision.facts)}`);
        }
        return decision;
      };
      const warnings = () => decided().flatMap((event) => event.warnings ?? []);
      return {
        then: (...expected) => expect(decided()).toMatchObject(expected),
        refused: (refused, because = {}) => {
          expect(decision).toMatchObject({ refused, facts: because });
          // Whoever reads the refusal is told every fact its sentence speaks of.
          const said = isRefusal(decision) ? caseRefusalSentence(refused, decision.facts) : '';
          expect(said).not.toMatch(/（未知）|undefined|null/);
        },
        warned: (...codes) => expect(warnings()).toEqual(codes),
        accepted: () => {
          expect(warnings()).toEqual([]);
          return new CaseHistory(events, facts).does(command, facts);
        },
      };
    },
  };
}
