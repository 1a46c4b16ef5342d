export { type CaseDocument } from './case-detail/case-document';
export { type DueDate, type DueDateKind, dueDateKinds } from './due-date/due-dates';
export { CheckpointMoved } from './runner/checkpoint';
export { ProjectionBehind } from './runner/position-waiters';
export {
  catchUpBatchSize,
  firstBuildEventCount,
  projectedPosition,
  ProjectionRunner,
  type ProjectionRunnerOptions,
} from './runner/projection-runner';
export { type OnProgress, type Progress, rebuildBatchSize } from './runner/rebuild';
export {
  type AgencyEntry,
  type CaseDetail,
  type ChangedFacts,
  createReadModels,
  type DueDateEntry,
  type ReadModelParts,
  type ReadModels,
  type SerialNumberEntry,
} from './read-models';
export {
  type CaseListEntry,
  type CaseListPage,
  type CaseListQuestion,
  type CaseListSort,
} from './queries/case-list-query';
