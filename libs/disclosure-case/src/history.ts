import type { IsoDate } from '@sunledger/working-days';

import type { RequestEvent } from './events';

/** A fact with the id the log knows it by. */
export type LoggedRequestEvent = RequestEvent & { readonly id: string };

type Correction = Extract<LoggedRequestEvent, { type: 'FactCorrected' }>;

const isCorrection = (event: LoggedRequestEvent): event is Correction =>
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
export function knownHistory(
  logged: readonly LoggedRequestEvent[],
  asOf?: IsoDate,
): readonly LoggedRequestEvent[] {
  const corrected = logged.some(isCorrection) ? applyCorrections(logged) : logged;
  const happened =
    asOf === undefined ? corrected : corrected.filter((event) => event.occurredOn <= asOf);
  return inLegalOrder(happened);
}

function applyCorrections(logged: readonly LoggedRequestEvent[]): readonly LoggedRequestEvent[] {
  const byTarget = new Map<string, Correction[]>();
  for (const event of logged) {
    if (!isCorrection(event)) continue;
    const earlier = byTarget.get(event.data.targetEventId) ?? [];
    byTarget.set(event.data.targetEventId, [...earlier, event]);
  }
  const known: LoggedRequestEvent[] = [];
  for (const event of logged) {
    const corrections = (byTarget.get(event.id) ?? []).filter(
      (correction) => !isAnnulled(correction, byTarget),
    );
    if (corrections.some((correction) => correction.data.annulled === true)) continue;
    known.push(corrections.reduce(applyCorrection, event));
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
export function applyCorrection(
  event: LoggedRequestEvent,
  { data: { occurredOn, changes } }: { readonly data: Correction['data'] },
): LoggedRequestEvent {
  // The decision checked the changed data against the schema of the same event type.
  return {
    ...event,
    occurredOn: occurredOn ?? event.occurredOn,
    data: { ...event.data, ...changes },
  } as LoggedRequestEvent;
}

function inLegalOrder(events: readonly LoggedRequestEvent[]): readonly LoggedRequestEvent[] {
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
