export {
  type ApplicationColumn,
  type ApplicationRow,
  type ConstraintDefinition,
  type DisclosureBlock,
  type DisclosureColumn,
  type HeaderCell,
  type ProseSection,
  remedyColumns,
  type RemedyColumn,
  type RemedyGroup,
  remedyGroups,
  type ReportDefinition,
} from './definitions/report-definition';
export { report2019 } from './definitions/report-2019';
export { report2021 } from './definitions/report-2021';
export { definitionForYear, reportDefinitions } from './definitions/definition-for-year';
export type { CaseFact, RemedyFact, RemedyKind, RemedyResult } from './facts';
export {
  type AgencySet,
  periodBefore,
  reportPeriod,
  type ReportPeriod,
  type ReportPolicy,
} from './period';
export { type CaseSelector, matches } from './case-selector';
export { matchesRemedy, type RemedySelector } from './remedy-selector';
export {
  type CellRef,
  cellsOf,
  type NarrativeFigure,
  narrativeSelectorOf,
  rowOfDisposal,
  selectorOf,
} from './cells';
export { remedySelectorOf } from './remedy-cells';
export type {
  CaseGrouping,
  CaseTally,
  FeeSums,
  Listing,
  Page,
  RemedyTally,
  ReportSource,
} from './report-source';
export { inMemorySource } from './in-memory-source';
export type {
  ActiveDisclosureFigures,
  AnnualReport,
  ApplicationFigures,
  RemedyFigures,
  ReportCheck,
  ReportFigures,
  ReportNarrative,
  ReportTables,
} from './annual-report';
export {
  activeDisclosureOf,
  completeActiveDisclosure,
  disclosureEntries,
  type DisclosureEntry,
} from './active-disclosure';
export {
  type CarriedOutFigures,
  type ConstraintOutcome,
  evaluateConstraints,
  type Violation,
} from './constraints';
export { checkCaseCountMax, type PreviousCarriedOut } from './checks';
export { deriveReport, type ReportRefusal, type ReportRequest } from './derive-report';
export {
  type CaseDifference,
  type CellDifference,
  type DifferenceContext,
  differences,
  type ReportDifferences,
} from './differences';
export { sumActiveDisclosure, sumReports } from './sum-reports';
export { type FrozenContent } from './filing/content';
export {
  type ReportFilingEvent,
  type ReportFilingEventData,
  type ReportFilingEventDefinition,
  reportFilingEvents,
  type ReportFilingEventType,
} from './filing/events';
export {
  enteredActiveDisclosure,
  type FilingStatus,
  noFiling,
  type ReportFiling,
} from './filing/report-filing';
export {
  type AcceptedWarning,
  type ReportFilingCommand,
  type ReportFilingFacts,
  reportFilingRefusals,
  type ReportFilingRefusal,
} from './filing/commands';
export { reportFiling } from './filing/decide-filing';
export { renderMarkdown } from './rendering/markdown';
export { renderHtml } from './rendering/html';
export { type RenderOptions } from './rendering/report-text';
