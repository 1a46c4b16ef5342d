import type { IsoDate } from '@sunledger/working-days';

import type { RequestEvent, RequestEventData } from './events';

/** A fact about a request with the id the log knows it by. */
export type LoggedRequestEvent = RequestEvent & { readonly id: string };

/** Any fact that a `FactCorrected` of its stream may put right. */
export interface CorrectableFact {
  readonly id: string;
  readonly type: string;
  readonly occurredOn: IsoDate;
  readonly data: object;
}

interface Correction extends CorrectableFact {
  readonly data: RequestEventData<'FactCorrected'>;
}

// The store checked the data against the schema of the type, which is the same in every stream.
const isCorrection = (event: CorrectableFact): event is Correction =>
  event.type === 'FactCorrected';

/**
 * The history as it is known: corrections applied to the facts they correct, annulled facts left
 * out, in legal order. Facts of one day stay in the order in which they were logged.
 *
 * A correction is knowledge, not an act: it applies whatever date is asked about, because the
 * fact was never otherwise. What was believed before it is asked for by leaving it out of
 * `logged` (reading the log up to an earlier position).
 *
 * @param asOf leaves out what happened after this date.
 */
export function knownHistory<Fact extends CorrectableFact>(
  logged: readonly Fact[],
  asOf?: IsoDate,
): readonly Fact[] {
  const corrected = logged.some(isCorrection) ? applyCorrections(logged) : logged;
  const happened =
    asOf === undefined ? corrected : corrected.filter((event) => event.occurredOn <= asOf);
  return inLegalOrder(happened);
}

function applyCorrections<Fact extends CorrectableFact>(logged: readonly Fact[]): readonly Fact[] {
  const byTarget = new Map<string, Correction[]>();
  for (const event of logged) {
    if (!isCorrection(event)) continue;
    const earlier = byTarget.get(event.data.targetEventId) ?? [];
    byTarget.set(event.data.targetEventId, [...earlier, event]);
  }
  const known: Fact[] = [];
  for (const event of logged) {
    const corrections = (byTarget.get(event.id) ?? []).filter(
      (correction) => !isAnnulled(correction, byTarget),
    );
    if (corrections.some((correction) => correction.data.annulled === true)) continue;
    known.push(corrections.reduce<Fact>(applyCorrection, event));
  }
  return known;
}

/** A correction can itself have been a mistake and be annulled by a later one. */
const isAnnulled = (
  correction: Correction,
  byTarget: ReadonlyMap<string, readonly Correction[]>,
): boolean =>
  (byTarget.get(correction.id) ?? []).some(
    (later) => later.data.annulled === true && !isAnnulled(later, byTarget),
  );

/** One fact as one correction says it really was. */
export function applyCorrection<Fact extends CorrectableFact>(
  event: Fact,
  { data: { occurredOn, changes } }: { readonly data: Correction['data'] },
): Fact {
  // The decision checked the changed data against the schema of the same event type.
  return {
    ...event,
    occurredOn: occurredOn ?? event.occurredOn,
    data: { ...event.data, ...changes },
  };
}

function inLegalOrder<Fact extends CorrectableFact>(events: readonly Fact[]): readonly Fact[] {
  const ordered = events.every(
    (event, at) => at === 0 || (events[at - 1]?.occurredOn ?? '') <= event.occurredOn,
  );
  // Array.prototype.sort is stable, so facts of one day keep the order of logging.
  return ordered
    ? events
    : [...events].sort((one, other) => compareText(one.occurredOn, other.occurredOn));
}

const compareText = (one: string, other: string): number =>
  one < other ? -1 : one > other ? 1 : 0;
