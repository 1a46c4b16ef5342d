import type { CaseFact } from '@sunledger/annual-report';
import {
  type Closing,
  closedOnTime,
  closingOf,
  type DisclosureCase,
  replyGivenOn,
} from '@sunledger/disclosure-case';
import { noDate, type RowValues, stillBelieved } from '@sunledger/persistence';
import type { Policy } from '@sunledger/policy';
import type { CalendarView, IsoDate } from '@sunledger/working-days';

/** One state of belief about a request: from one log position up to, but not at, another. */
export interface BelievedFact {
  readonly fact: CaseFact;
  readonly from: number;
  readonly to: number;
}

/** The parts of a case from which a closing and its timeliness follow. */
export interface Timeliness {
  readonly onTime: boolean | null;
  readonly closing: Closing;
  readonly replied: boolean;
  readonly givenOn: IsoDate | undefined;
  readonly clock: readonly unknown[];
}

/**
 * Whether a closed case was closed on time, worked out again only when something it rests on has
 * changed. A calendar that comes after the closing does not reopen the question by itself.
 */
export function timelinessOf(
  state: DisclosureCase,
  view: () => CalendarView,
  policy: Policy,
  before: Timeliness | null,
): Timeliness | null {
  const closing = closingOf(state, policy);
  if (closing === null) return null;
  const replied = state.reply !== undefined;
  const givenOn = state.reply === undefined ? undefined : replyGivenOn(state.reply, policy);
  const clock = clockPartsOf(state);
  const unchanged =
    before?.closing.on === closing.on &&
    before.closing.disposalKind === closing.disposalKind &&
    before.replied === replied &&
    before.givenOn === givenOn &&
    before.clock.every((part, at) => part === clock[at]);
  if (unchanged) return before;
  return { closing, replied, givenOn, clock, onTime: closedOnTime(state, view(), policy) };
}

/** `evolve` keeps every part that a fact does not touch, so identity tells whether it changed. */
const clockPartsOf = (state: DisclosureCase): readonly unknown[] => [
  state.receivedOn,
  state.corrections,
  state.consultations,
  state.extension,
  state.fee,
  state.reasonsRequestedOn,
  state.reasonsReceivedOn,
  state.reasonablePeriod,
];

/**
 * Whether nothing that the report rests on differs. Most facts concern other things, and a part
 * that a fact does not touch stays the same object.
 */
export const sameForReport = (one: DisclosureCase, other: DisclosureCase): boolean =>
  one.reply === other.reply &&
  one.registration === other.registration &&
  one.agency === other.agency &&
  one.receivedOn === other.receivedOn &&
  one.applicantType === other.applicantType &&
  one.channel === other.channel &&
  one.voided === other.voided &&
  one.withdrawnOn === other.withdrawnOn &&
  one.correctionLapsedOn === other.correctionLapsedOn &&
  one.feeLapsedOn === other.feeLapsedOn &&
  one.fee === other.fee &&
  one.corrections === other.corrections &&
  one.consultations === other.consultations &&
  one.extension === other.extension &&
  one.reasonsRequestedOn === other.reasonsRequestedOn &&
  one.reasonsReceivedOn === other.reasonsReceivedOn &&
  one.reasonablePeriod === other.reasonablePeriod;

/**
 * What the report counts of a request; nothing before registration, after voiding, and for a
 * 更正申请 (条例第四十一条).
 */
export function caseFactOf(
  caseId: string,
  state: DisclosureCase,
  timeliness: Timeliness | null,
): CaseFact | null {
  const { registration, agency, receivedOn, applicantType, channel, fee } = state;
  if (registration?.proceeding !== 'disclosure' || state.voided !== undefined) return null;
  if (agency === undefined || receivedOn === undefined) return null;
  if (applicantType === undefined || channel === undefined) return null;
  return {
    caseId,
    agency,
    serialNumber: registration.serialNumber,
    applicantType,
    channel,
    receivedOn,
    closedOn: timeliness?.closing.on ?? null,
    disposalKind: timeliness?.closing.disposalKind ?? null,
    onTime: timeliness?.onTime ?? null,
    feeAssessedOn: fee?.assessedOn ?? null,
    feeAssessedYuan: fee?.amountYuan ?? 0,
    feePaidOn: fee?.paidOn ?? null,
    feePaidYuan: fee?.paidYuan ?? 0,
  };
}

export const sameFact = (one: CaseFact | null, other: CaseFact | null): boolean =>
  one === null || other === null
    ? one === other
    : one.closedOn === other.closedOn &&
      one.disposalKind === other.disposalKind &&
      one.onTime === other.onTime &&
      one.feeAssessedOn === other.feeAssessedOn &&
      one.feeAssessedYuan === other.feeAssessedYuan &&
      one.feePaidOn === other.feePaidOn &&
      one.feePaidYuan === other.feePaidYuan &&
      one.applicantType === other.applicantType &&
      one.channel === other.channel &&
      one.receivedOn === other.receivedOn &&
      one.serialNumber === other.serialNumber &&
      one.agency === other.agency;

const flagOf = (value: boolean | null): number | null => (value === null ? null : value ? 1 : 0);

/** In the order of the columns of `case_fact`. */
export const caseFactRow = ({ fact, from, to }: BelievedFact): RowValues => [
  fact.caseId,
  from,
  to,
  fact.agency,
  fact.serialNumber,
  fact.applicantType,
  fact.channel,
  fact.receivedOn,
  fact.closedOn ?? noDate,
  fact.disposalKind,
  flagOf(fact.onTime),
  fact.feeAssessedOn,
  fact.feeAssessedYuan,
  fact.feePaidOn,
  fact.feePaidYuan,
];

export const openBelief = (fact: CaseFact, from: number): BelievedFact => ({
  fact,
  from,
  to: stillBelieved,
});
