import type { ApplicantType, Channel, DisposalKind } from '@sunledger/disclosure-case';
import type { IsoDate } from '@sunledger/working-days';
import type { RemedyGroup } from './definitions/report-definition';

/**
 * What the report needs to know of one request, as known at one log position. Voided
 * registrations and 更正申请 (条例 art 41) are absent.
 */
export interface CaseFact {
  readonly caseId: string;
  /** Code of the agency that answers for the request. */
  readonly agency: string;
  readonly serialNumber: string;
  readonly applicantType: ApplicantType;
  readonly channel: Channel;
  /** Date of receipt under 条例 art 31. */
  readonly receivedOn: IsoDate;
  /** Date of closing under the switch `closedOn`; null while open. */
  readonly closedOn: IsoDate | null;
  readonly disposalKind: DisposalKind | null;
  /** 按时办结, the switch `lapsedCountsAsOnTime` already applied; null while open. */
  readonly onTime: boolean | null;
  readonly feeAssessedOn: IsoDate | null;
  readonly feeAssessedYuan: number;
  readonly feePaidOn: IsoDate | null;
  readonly feePaidYuan: number;
}

export type RemedyKind = RemedyGroup;
export type RemedyResult = 'upheld' | 'corrected' | 'otherResult';

/**
 * One instance of one remedy. A review has one; a suit that is appealed has a fact per instance,
 * so that a later appeal never changes what an earlier year's report counted.
 */
export interface RemedyFact {
  readonly remedyId: string;
  /** 1 for a review and for a first instance, 2 for an appeal, and so on. */
  readonly instance: number;
  readonly caseId: string;
  readonly agency: string;
  readonly kind: RemedyKind;
  /** When the remedy itself, that is its first instance, was accepted. */
  readonly acceptedOn: IsoDate;
  /** When this instance was opened; equals `acceptedOn` for the first. */
  readonly openedOn: IsoDate;
  readonly endedOn: IsoDate | null;
  readonly result: RemedyResult | null;
  /** When the next instance was opened; null while this is the last. */
  readonly appealedOn: IsoDate | null;
}
