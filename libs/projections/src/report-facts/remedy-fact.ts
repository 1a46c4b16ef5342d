import type { RemedyFact } from '@sunledger/annual-report';
import type { StoredEvent } from '@sunledger/event-store';
import { noDate, type RowValues, stillBelieved } from '@sunledger/persistence';
import { foldRemedy, type LoggedRemedyEvent, remedyFactsOf } from '@sunledger/remedy';

interface BelievedRemedy {
  readonly fact: RemedyFact;
  readonly from: number;
  readonly to: number;
}

const sameRemedy = (one: RemedyFact, other: RemedyFact): boolean =>
  one.caseId === other.caseId &&
  one.agency === other.agency &&
  one.kind === other.kind &&
  one.acceptedOn === other.acceptedOn &&
  one.openedOn === other.openedOn &&
  one.endedOn === other.endedOn &&
  one.result === other.result &&
  one.appealedOn === other.appealedOn;

/**
 * Everything ever believed of one remedy, from its whole stream. Remedies are rare and short, so
 * their rows are made anew with every event.
 */
export function remedyBeliefs(stream: readonly StoredEvent[]): readonly RowValues[] {
  const rows: BelievedRemedy[] = [];
  const open = new Map<number, BelievedRemedy>();
  for (const [at, { position }] of stream.entries()) {
    // The catalogue has checked data of every type against its schema before it is read here.
    const known = stream.slice(0, at + 1) as unknown as readonly LoggedRemedyEvent[];
    const facts = new Map(remedyFactsOf(foldRemedy(known)).map((fact) => [fact.instance, fact]));
    for (const [instance, belief] of open) {
      const now = facts.get(instance);
      if (now !== undefined && sameRemedy(now, belief.fact)) {
        facts.delete(instance);
      } else {
        rows.push({ ...belief, to: position });
        open.delete(instance);
      }
    }
    for (const [instance, fact] of facts) {
      open.set(instance, { fact, from: position, to: stillBelieved });
    }
  }
  return [...rows, ...open.values()].map(remedyFactRow);
}

/** In the order of the columns of `remedy_fact`. */
const remedyFactRow = ({ fact, from, to }: BelievedRemedy): RowValues => [
  fact.remedyId,
  fact.instance,
  from,
  to,
  fact.caseId,
  fact.agency,
  fact.kind,
  fact.acceptedOn,
  fact.openedOn,
  fact.endedOn ?? noDate,
  fact.result,
  fact.appealedOn ?? noDate,
];
