export type { CaseListQuestion, CaseListSort } from './case-list/case-list-question';
export { type AccountQuestion } from './account/account-query';
export { type AgencyEntry } from './agency/agency-query';
export { type CaseListEntry } from './case-list/case-list-entry';
export { type CaseListPage, countedCasesMax, listedCasesMax } from './case-list/case-list-query';
export {
  type DueDateEntry,
  type DueDatePage,
  type DueDateQuestion,
} from './due-date/due-date-query';
export { type DueDate, type DueDateKind, dueDateKinds } from './due-date/due-dates';
export { type DutyCount } from './due-date/duty-count';
export { type DutyEntry, type DutyPage, type DutyQuestion } from './due-date/duty-query';
export { createReadModels, type ReadModelParts, type ReadModels } from './read-models';
export { type ChangedFacts } from './report-facts/changed-facts';
export {
  type IssuedPage,
  type IssuedQuestion,
  type IssuedReminder,
} from './reminder/reminder-query';
export {
  CheckpointMoved,
  projectedPosition,
  ProjectionSuperseded,
  ReadModelsInUse,
} from './runner/checkpoint';
export {
  type Comparison,
  ReadModelsOutdated,
  type RowDifference,
  type TableComparison,
} from './runner/compare';
export { type ProjectionLag } from './runner/lag';
export { ProjectionBehind } from './runner/position-waiters';
export {
  catchUpBatchSize,
  firstBuildEventCount,
  ProjectionRunner,
} from './runner/projection-runner';
export type { ProjectionRole, ProjectionRunnerOptions } from './runner/runner-options';
export {
  type OnProgress,
  type Progress,
  rebuildBatchSize,
  RebuildUnderWay,
} from './runner/shadow-projection';
export { type SerialNumberEntry, type SerialNumberGap } from './serial-number/serial-number-query';
export { type AgencyScope } from './sql/agency-scope';
export { CursorInvalid } from './sql/cursor';
export { servingCheck } from './runner/serving-check';
