import type { Channel, DisposalKind } from '@sunledger/disclosure-case';
import type { IsoDate } from '@sunledger/working-days';
import type {
  ApplicationColumn,
  ConstraintDefinition,
  RemedyColumn,
  RemedyGroup,
} from './definitions/report-definition';

/** Section 二 as printed: block, row, column. */
export type ActiveDisclosureFigures = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>
>;
export type ApplicationFigures = Readonly<
  Record<string, Readonly<Record<ApplicationColumn, number>>>
>;
export type RemedyFigures = Readonly<Record<RemedyGroup, Readonly<Record<RemedyColumn, number>>>>;

export interface ReportTables {
  readonly activeDisclosure: ActiveDisclosureFigures;
  /** Rows with figures only; group rows carry none. */
  readonly applications: ApplicationFigures;
  readonly remedies: RemedyFigures;
}

/** The figures that the prose of part one prints. */
export interface ReportNarrative {
  readonly received: number;
  readonly carriedIn: number;
  readonly closed: number;
  readonly closedOnTime: number;
  readonly carriedOut: number;
  /** Only kinds that occurred, in the order of the vocabulary. */
  readonly byDisposal: Readonly<Partial<Record<DisposalKind, number>>>;
  /** New requests by channel; only channels that occurred, in the order of the vocabulary. */
  readonly byChannel: Readonly<Partial<Record<Channel, number>>>;
  readonly fees: {
    readonly assessedCases: number;
    readonly assessedYuan: number;
    readonly paidCases: number;
    readonly paidYuan: number;
  };
}

export interface ReportFigures {
  readonly tables: ReportTables;
  readonly narrative: ReportNarrative;
}

export interface ReportCheck {
  readonly id: string;
  readonly ok: boolean;
  /** Ids of the cases behind a failed check, in ascending order; at most `checkCaseCountMax`. */
  readonly cases: readonly string[];
  readonly severity: ConstraintDefinition['severity'];
  /** Chinese sentence for the office; only on a failed check. */
  readonly message?: string;
}

/** The report as JSON; the order of keys is fixed, so equal reports are equal byte for byte. */
export interface AnnualReport extends ReportFigures {
  readonly agency: { readonly code: string; readonly name: string };
  readonly year: number;
  readonly format: 2019 | 2021;
  /** 统计截止: the last day that counts, never after 31 December. */
  readonly asOf: IsoDate;
  /** 知悉时点: UTC instant up to which facts were known. */
  readonly knownAt: string;
  readonly logPosition: string;
  readonly checks: readonly ReportCheck[];
}
