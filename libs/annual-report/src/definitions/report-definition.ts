import type { ApplicantType, DisposalKind } from '@sunledger/disclosure-case';

/** The text parts of a report that people write; parts two to four are tables. */
export type ProseSection = 's1' | 's5' | 's6';

export interface SectionDefinition {
  readonly id: ProseSection | 's2' | 's3' | 's4';
  readonly title: string;
  readonly kind: 'text' | 'table';
}

/** A column of section 二. `label` columns name the row; the others are typed in by the office. */
export interface DisclosureColumn {
  readonly id: string;
  readonly label: string;
  readonly type: 'label' | 'integer' | 'signedInteger' | 'decimal';
  /** Unit of a decimal, e.g. 万元. */
  readonly unit?: string;
  /** Decimal places printed and kept; unset means as entered, at most six (one fen in 万元). */
  readonly scale?: number;
}

/** One block of section 二, headed by the item of 条例 art 20 that it counts. */
export interface DisclosureBlock {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly DisclosureColumn[];
  readonly rows: readonly { readonly id: string; readonly label: string }[];
}

export type ApplicationColumn = ApplicantType | 'total';

export interface ApplicationRow {
  readonly id: string;
  readonly label: string;
  readonly parent: string | null;
  /** A `group` row is a merged label without figures. */
  readonly kind: 'input' | 'group' | 'computed';
  readonly depth: 0 | 1 | 2;
  readonly legalBasis?: string;
  readonly labelRowSpan: number;
  readonly labelColSpan: number;
}

/** A printed header cell; merged cells span rows and columns. */
export interface HeaderCell {
  readonly label: string;
  readonly columnId?: string;
  readonly groupId?: string;
  readonly rowSpan: number;
  readonly colSpan: number;
}

export interface ApplicationTable {
  readonly columns: readonly {
    readonly id: ApplicationColumn;
    readonly label: string;
    readonly group: string | null;
  }[];
  readonly cornerNote: string;
  readonly cornerRowSpan: number;
  readonly cornerColSpan: number;
  readonly header: readonly (readonly HeaderCell[])[];
  readonly rows: readonly ApplicationRow[];
}

export const remedyGroups = ['review', 'directSuit', 'suitAfterReview'] as const;
export type RemedyGroup = (typeof remedyGroups)[number];
export const remedyColumns = ['upheld', 'corrected', 'otherResult', 'pending', 'total'] as const;
export type RemedyColumn = (typeof remedyColumns)[number];

export interface RemedyTable {
  /** Labels of the printed groups; `litigation` is a heading over both kinds of suit. */
  readonly groupLabels: Readonly<Record<RemedyGroup | 'litigation', string>>;
  readonly columnLabels: Readonly<Record<RemedyColumn, string>>;
  readonly header: readonly (readonly HeaderCell[])[];
}

/**
 * What a constraint demands. Terms of `sums` are row ids (per column), column ids (per row),
 * `group.column` of section 四, or `narrative.…`/`applications.row.column` for prose figures.
 */
export type ConstraintRule =
  | {
      readonly kind: 'sums';
      readonly left: readonly string[];
      readonly relation: '==' | '<=';
      readonly right: readonly string[];
    }
  | { readonly kind: 'nonNegativeInteger' }
  | { readonly kind: 'continuity' };

export interface ConstraintDefinition {
  readonly id: string;
  readonly table: 'applications' | 'remedies' | 'narrative';
  readonly forEach: 'column' | 'row' | 'cell' | 'report';
  readonly severity: 'error' | 'warning';
  /** Who demands it: printed in the format, implied by it, or the habit of comparison systems. */
  readonly origin: 'official' | 'implied' | 'practice' | 'derived';
  readonly basis: string;
  readonly rule: ConstraintRule;
}

/** One official report format as data: what is printed where, and what must hold. */
export interface ReportDefinition {
  readonly id: string;
  readonly format: 2019 | 2021;
  readonly name: string;
  readonly document: {
    readonly number: string;
    readonly date: string | null;
    readonly issuer: string;
  };
  readonly appliesToReportYears: { readonly from: number; readonly to: number | null };
  /** `{机关名称}` and `{YYYY}` are filled in. */
  readonly titlePattern: string;
  readonly sections: readonly SectionDefinition[];
  readonly activeDisclosure: readonly DisclosureBlock[];
  readonly applications: ApplicationTable;
  readonly remedies: RemedyTable;
  readonly constraints: readonly ConstraintDefinition[];
  /** Row of section 三 per way a request ends, before policy switches. */
  readonly disposalRows: Readonly<Record<DisposalKind, string>>;
  /** The row that takes what no other row names: `other` (2019) or `otherMisc` (2021). */
  readonly remainderRow: string;
}
