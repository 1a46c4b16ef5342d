import type { ApplicantType, Channel, DisposalKind } from '@sunledger/disclosure-case';
import type { IsoDate } from '@sunledger/working-days';
import type { CaseFact } from './facts';
import type { AgencySet } from './period';

/**
 * Which cases a figure counts, as plain data: every given condition must hold, an absent one
 * asks nothing. A figure is the length of the list that its selector picks; `matches` is the
 * meaning, a translation to SQL must agree with it case by case.
 */
export interface CaseSelector {
  readonly agencies: AgencySet;
  /** Received on or after. */
  readonly receivedFrom?: IsoDate;
  /** Received on or before. */
  readonly receivedThrough?: IsoDate;
  /** Closed on or after; an open case does not match. */
  readonly closedFrom?: IsoDate;
  /** Closed on or before; an open case does not match. */
  readonly closedThrough?: IsoDate;
  /** Still open when this day began: never closed, or closed on or after it. */
  readonly notClosedBefore?: IsoDate;
  /** Still open when this day ended: never closed, or closed after it. */
  readonly notClosedThrough?: IsoDate;
  /** Closed in one of these ways; an open case does not match. */
  readonly disposalKinds?: readonly DisposalKind[];
  readonly applicantTypes?: readonly ApplicantType[];
  readonly channels?: readonly Channel[];
  readonly onTime?: boolean;
  readonly feeAssessedFrom?: IsoDate;
  readonly feeAssessedThrough?: IsoDate;
  readonly feePaidFrom?: IsoDate;
  readonly feePaidThrough?: IsoDate;
  /** Leaves out the cases that were closed in one of these ways on or before a day. */
  readonly leavingOut?: {
    readonly disposalKinds: readonly DisposalKind[];
    readonly closedThrough: IsoDate;
  };
}

/** True when a date is known and lies in the given closed range; always true for no range. */
const within = (date: IsoDate | null, from?: IsoDate, through?: IsoDate): boolean => {
  if (from === undefined && through === undefined) return true;
  return (
    date !== null &&
    (from === undefined || date >= from) &&
    (through === undefined || date <= through)
  );
};

const oneOf = <Value>(allowed: readonly Value[] | undefined, value: Value | null): boolean =>
  allowed === undefined || (value !== null && allowed.includes(value));

const openAround = ({ closedOn }: CaseFact, selector: CaseSelector): boolean =>
  closedOn === null ||
  ((selector.notClosedBefore === undefined || closedOn >= selector.notClosedBefore) &&
    (selector.notClosedThrough === undefined || closedOn > selector.notClosedThrough));

const leftOut = (
  { closedOn, disposalKind }: CaseFact,
  leavingOut: CaseSelector['leavingOut'],
): boolean =>
  leavingOut !== undefined &&
  closedOn !== null &&
  disposalKind !== null &&
  closedOn <= leavingOut.closedThrough &&
  leavingOut.disposalKinds.includes(disposalKind);

/** Whether a selector picks a case. */
export const matches = (selector: CaseSelector, fact: CaseFact): boolean =>
  (selector.agencies === 'all' || selector.agencies.includes(fact.agency)) &&
  within(fact.receivedOn, selector.receivedFrom, selector.receivedThrough) &&
  within(fact.closedOn, selector.closedFrom, selector.closedThrough) &&
  openAround(fact, selector) &&
  oneOf(selector.disposalKinds, fact.disposalKind) &&
  oneOf(selector.applicantTypes, fact.applicantType) &&
  oneOf(selector.channels, fact.channel) &&
  (selector.onTime === undefined || fact.onTime === selector.onTime) &&
  within(fact.feeAssessedOn, selector.feeAssessedFrom, selector.feeAssessedThrough) &&
  within(fact.feePaidOn, selector.feePaidFrom, selector.feePaidThrough) &&
  !leftOut(fact, selector.leavingOut);
