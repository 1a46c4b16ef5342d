import type { DisposalKind } from '@sunledger/disclosure-case';
import type { IsoDate } from '@sunledger/working-days';
import type { CaseFact, RemedyFact, RemedyKind, RemedyResult } from './facts';
import type { AgencySet } from './period';

/** Which remedy instances a figure of section 四 counts; read as `CaseSelector` is. */
export interface RemedySelector {
  readonly agencies: AgencySet;
  readonly kinds?: readonly RemedyKind[];
  /** The remedy itself (its first instance) accepted on or after. */
  readonly acceptedFrom?: IsoDate;
  /** This instance opened on or after. */
  readonly openedFrom?: IsoDate;
  /** This instance opened on or before. */
  readonly openedThrough?: IsoDate;
  /** Ended on or after; a pending instance does not match. */
  readonly endedFrom?: IsoDate;
  /** Ended on or before; a pending instance does not match. */
  readonly endedThrough?: IsoDate;
  /** Still pending when this day began: never ended, or ended on or after it. */
  readonly notEndedBefore?: IsoDate;
  /** Still pending when this day ended: never ended, or ended after it. */
  readonly notEndedThrough?: IsoDate;
  /** No further instance had been opened when this day ended. */
  readonly notAppealedThrough?: IsoDate;
  readonly results?: readonly RemedyResult[];
  /** Only remedies about a request that was closed in one of these ways on or after a day. */
  readonly about?: {
    readonly disposalKinds: readonly DisposalKind[];
    readonly closedFrom: IsoDate;
  };
}

const instanceInTime = (selector: RemedySelector, fact: RemedyFact): boolean => {
  const { endedOn, appealedOn } = fact;
  const asksForEnd = selector.endedFrom !== undefined || selector.endedThrough !== undefined;
  return (
    (selector.acceptedFrom === undefined || fact.acceptedOn >= selector.acceptedFrom) &&
    (selector.openedFrom === undefined || fact.openedOn >= selector.openedFrom) &&
    (selector.openedThrough === undefined || fact.openedOn <= selector.openedThrough) &&
    (appealedOn === null ||
      selector.notAppealedThrough === undefined ||
      appealedOn > selector.notAppealedThrough) &&
    (endedOn === null
      ? !asksForEnd
      : (selector.endedFrom === undefined || endedOn >= selector.endedFrom) &&
        (selector.endedThrough === undefined || endedOn <= selector.endedThrough) &&
        (selector.notEndedBefore === undefined || endedOn >= selector.notEndedBefore) &&
        (selector.notEndedThrough === undefined || endedOn > selector.notEndedThrough))
  );
};

const isAbout = (about: RemedySelector['about'], request: CaseFact | undefined): boolean => {
  if (about === undefined) return true;
  const { disposalKind = null, closedOn = null } = request ?? {};
  return (
    disposalKind !== null &&
    closedOn !== null &&
    closedOn >= about.closedFrom &&
    about.disposalKinds.includes(disposalKind)
  );
};

/**
 * Whether a selector picks a remedy instance.
 * @param request the request it is about; needed only for a selector with `about`.
 */
export const matchesRemedy = (
  selector: RemedySelector,
  fact: RemedyFact,
  request?: CaseFact,
): boolean =>
  (selector.agencies === 'all' || selector.agencies.includes(fact.agency)) &&
  (selector.kinds === undefined || selector.kinds.includes(fact.kind)) &&
  (selector.results === undefined ||
    (fact.result !== null && selector.results.includes(fact.result))) &&
  instanceInTime(selector, fact) &&
  isAbout(selector.about, request);
