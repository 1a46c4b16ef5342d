import type { ApplicantType, Channel, DisposalKind } from '@sunledger/disclosure-case';
import type { CaseSelector } from './case-selector';
import type { CaseFact, RemedyFact, RemedyKind, RemedyResult } from './facts';
import type { RemedySelector } from './remedy-selector';

/** By what a tally of cases is broken down. */
export type CaseGrouping = 'applicantType' | 'disposalKind' | 'channel' | 'onTime';

/** How many selected cases share the values grouped by; only those keys are present. */
export interface CaseTally {
  readonly applicantType?: ApplicantType;
  readonly disposalKind?: DisposalKind | null;
  readonly channel?: Channel;
  readonly onTime?: boolean | null;
  readonly cases: number;
}

/** How many selected remedy instances share a kind and a result. */
export interface RemedyTally {
  readonly kind: RemedyKind;
  readonly result: RemedyResult | null;
  readonly remedies: number;
}

/** Fees (信息处理费) of the selected cases, in yuan. */
export interface FeeSums {
  readonly cases: number;
  readonly assessedYuan: number;
  readonly paidYuan: number;
}

export interface Page {
  /** At most this many entries, at least 1. */
  readonly limit: number;
  /** The `next` of the page before; absent for the first. */
  readonly after?: string;
}

export interface Listing<Entry> {
  readonly entries: readonly Entry[];
  /** Opaque place to go on from; null after the last page. */
  readonly next: string | null;
}

/**
 * Where a report finds its facts, already fixed at one state of knowledge. A whole report takes
 * five tallies and two fee sums of cases and two tallies of remedies (from 2024 on also one list
 * of remedies, mostly empty); other lists are asked for only to drill down or to name the cases
 * behind a failed check.
 */
export interface ReportSource {
  /** Counts the selected cases per combination of values; combinations without cases are absent. */
  tally(selector: CaseSelector, groupBy: readonly CaseGrouping[]): Promise<readonly CaseTally[]>;
  feeSums(selector: CaseSelector): Promise<FeeSums>;
  /** The selected cases, ordered by date of receipt, then case id. */
  listCases(selector: CaseSelector, page: Page): Promise<Listing<CaseFact>>;
  /** Counts the selected remedy instances per kind and result. */
  tallyRemedies(selector: RemedySelector): Promise<readonly RemedyTally[]>;
  /** The selected instances, ordered by date of opening, then remedy id, then instance. */
  listRemedies(selector: RemedySelector, page: Page): Promise<Listing<RemedyFact>>;
}
