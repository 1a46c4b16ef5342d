import type { IsoDate } from '@sunledger/working-days';
import type { DisclosureEntry } from '../active-disclosure';
import type { AnnualReport } from '../annual-report';
import type { ProseSection } from '../definitions/report-definition';
import type { ReportDifferences } from '../differences';

export interface AcceptedWarning {
  /** Id of the failed check. */
  readonly id: string;
  readonly reason: string;
}

interface FrozenReport {
  /** As derived: with its checks, which decide whether it may be frozen. */
  readonly report: AnnualReport;
  readonly caseListDigest: string;
  readonly acceptedWarnings: readonly AcceptedWarning[];
}

/** Every command carries `on`, the legal date of the act, a plain date in Asia/Shanghai. */
export type ReportFilingCommand =
  | {
      readonly type: 'EnterActiveDisclosure';
      readonly on: IsoDate;
      readonly figures: readonly DisclosureEntry[];
      /** Where the figures come from. */
      readonly source: string;
    }
  | {
      readonly type: 'EnterProse';
      readonly on: IsoDate;
      readonly section: ProseSection;
      readonly text: string;
    }
  | { readonly type: 'DraftReport'; readonly on: IsoDate; readonly report: AnnualReport }
  | ({ readonly type: 'FreezeReport'; readonly on: IsoDate } & FrozenReport)
  | { readonly type: 'ReopenReport'; readonly on: IsoDate; readonly reason: string }
  | { readonly type: 'ApproveReport'; readonly on: IsoDate; readonly approvedBy: string }
  | { readonly type: 'SubmitReport'; readonly on: IsoDate; readonly submittedTo: string }
  | { readonly type: 'PublishReport'; readonly on: IsoDate; readonly where: string }
  | ({
      readonly type: 'CorrectReport';
      readonly on: IsoDate;
      readonly reason: string;
      readonly approvedBy: string;
      readonly differences: ReportDifferences;
      readonly prose?: Readonly<Partial<Record<ProseSection, string>>>;
    } & FrozenReport);

/** What the decision needs besides history. */
export interface ReportFilingFacts {
  readonly agency: string;
  readonly year: number;
  /** Today in Asia/Shanghai; nothing is done in the future. */
  readonly today: IsoDate;
}

export const reportFilingRefusals = [
  'report-format-unknown',
  'date-in-future',
  'date-before-last-step',
  'text-missing',
  'nothing-entered',
  'unknown-cell',
  'impossible-figure',
  'report-frozen',
  'report-not-frozen',
  'report-not-approved',
  'report-already-approved',
  'report-already-submitted',
  'report-already-published',
  'report-not-submitted',
  'report-of-another',
  'section-two-differs',
  'freeze-too-early',
  'report-does-not-balance',
  'warning-not-accepted',
] as const;

/** Stable codes of what the office may be told instead. */
export type ReportFilingRefusal = (typeof reportFilingRefusals)[number];
