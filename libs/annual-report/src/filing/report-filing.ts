import type { IsoDate } from '@sunledger/working-days';
import { activeDisclosureOf, disclosureEntries, type DisclosureEntry } from '../active-disclosure';
import type { ActiveDisclosureFigures } from '../annual-report';
import type { ProseSection, ReportDefinition } from '../definitions/report-definition';
import type { FrozenContent } from './content';
import type { ReportFilingEvent } from './events';

/** The last thing the office did, and what it may therefore do next. */
export type FilingStatus = 'open' | 'frozen' | 'approved' | 'submitted' | 'published';

/** The report of one agency and year, as its events leave it. */
export interface ReportFiling {
  readonly status: FilingStatus;
  /** Section 二 as entered, one entry per cell; empty while nobody has entered any. */
  readonly figures: readonly DisclosureEntry[];
  readonly prose: Readonly<Partial<Record<ProseSection, string>>>;
  /** The content that stands; null before the first freeze and after a reopening. */
  readonly content: FrozenContent | null;
  /** The report has been handed to the 主管部门 or published, so it is corrected, not reopened. */
  readonly wasSubmitted: boolean;
  readonly wasPublished: boolean;
  readonly correctionCount: number;
  /** The date of the last event; no later step may lie before it. Null before the first. */
  readonly lastOn: IsoDate | null;
}

export const noFiling: ReportFiling = {
  status: 'open',
  figures: [],
  prose: {},
  content: null,
  wasSubmitted: false,
  wasPublished: false,
  correctionCount: 0,
  lastOn: null,
};

const cellKey = ({ block, row, column }: DisclosureEntry): string => `${block}/${row}/${column}`;

const lastOfEachCell = (entries: readonly DisclosureEntry[]): readonly DisclosureEntry[] => [
  ...new Map(entries.map((entry) => [cellKey(entry), entry])).values(),
];

const contentOf = (data: FrozenContent): FrozenContent => ({
  definitionId: data.definitionId,
  asOf: data.asOf,
  knownAt: data.knownAt,
  logPosition: data.logPosition,
  tables: data.tables,
  narrative: data.narrative,
  caseListDigest: data.caseListDigest,
});

function step(filing: ReportFiling, event: ReportFilingEvent): ReportFiling {
  switch (event.type) {
    case 'ActiveDisclosureEntered':
      return { ...filing, figures: lastOfEachCell([...filing.figures, ...event.data.figures]) };
    case 'ProseEntered':
      return { ...filing, prose: { ...filing.prose, [event.data.section]: event.data.text } };
    case 'ReportDrafted':
      return filing;
    case 'ReportFrozen':
      return { ...filing, status: 'frozen', content: contentOf(event.data) };
    case 'ReportReopened':
      return { ...filing, status: 'open', content: null };
    case 'ReportApproved':
      return { ...filing, status: 'approved' };
    case 'ReportSubmitted':
      return {
        ...filing,
        status: filing.wasPublished ? 'published' : 'submitted',
        wasSubmitted: true,
      };
    case 'ReportPublished':
      return { ...filing, status: 'published', wasPublished: true };
    case 'ReportCorrected':
      return {
        ...filing,
        content: contentOf(event.data),
        figures: disclosureEntries(event.data.tables.activeDisclosure),
        prose: { ...filing.prose, ...event.data.prose },
        correctionCount: filing.correctionCount + 1,
      };
  }
}

/**
 * Section 二 as entered so far, every cell of the format in it, for `deriveReport`; undefined while
 * nobody has entered any, which the report's checks then say.
 */
export const enteredActiveDisclosure = (
  { figures }: ReportFiling,
  definition: ReportDefinition,
): ActiveDisclosureFigures | undefined =>
  figures.length === 0 ? undefined : activeDisclosureOf(definition, figures);

/** The filing after one more event. */
export const evolveFiling = (filing: ReportFiling, event: ReportFilingEvent): ReportFiling => ({
  ...step(filing, event),
  lastOn: event.occurredOn,
});
