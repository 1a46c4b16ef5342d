export {
  type DecisionType,
  type RemedyResult,
  remedyResultLabels,
  remedyResults,
  type ReviewDecision,
  reviewDecisions,
  reviewDecisionTypes,
  type SuitDecision,
  suitDecisions,
  suitDecisionTypes,
} from './decisions';
export {
  checkRemedyEventData,
  type LoggedRemedyEvent,
  type RemedyEvent,
  type RemedyEventData,
  type RemedyEventDefinition,
  remedyEventDefinitions,
  remedyEventSchemas,
  type RemedyEventType,
} from './events';
export {
  evolve as evolveRemedy,
  foldRemedy,
  noRemedy,
  type Remedy,
  type RemedyEnd,
  type RemedyFact,
  remedyFactsOf,
  type RemedyFiling,
  type RemedyInstance,
  type RemedyKind,
  remedyKindLabels,
  remedyKinds,
  type RemedyStatus,
  remedyStatuses,
  remedyStatusOf,
} from './remedy';
export {
  type RemedyRefusal,
  remedyRefusals,
  remedyRefusalSentence,
  type RemedyWarning,
  remedyWarnings,
} from './refusals';
export {
  type ChallengedRequest,
  challengedRequestOf,
  type RemedyCommandDefinition,
  type RemedyDecision,
  type RemedyFacts,
} from './commands/command';
export {
  decide as decideRemedy,
  remedy,
  type RemedyCommand,
  remedyCommands,
  type RemedyCommandType,
} from './decide';
export { brokenHistory } from './invariants';
export { commandsForLedgerRow, type RemedyLedgerRow } from './ledger-row';
export { reviewDueOn, suitAfterReviewDueOn, suitDueOn } from './terms';
export { remedyText, type ReplyForRemedyText, suitRules2025From } from './remedy-text';
export {
  type AgencyLevel,
  agencyLevels,
  type ChallengedAgency,
  type ReviewBody,
  reviewBodyLabels,
  type ReviewBodyRule,
  reviewBodyRule,
  reviewLaw2023From,
} from './review-body';
