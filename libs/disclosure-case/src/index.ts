export {
  type ApplicantType,
  applicantTypeLabels,
  applicantTypes,
  ApplicantTypeSchema,
  type Channel,
  channelLabels,
  channels,
  ChannelSchema,
  type DeliveryMethod,
  deliveryMethods,
  type DisposalKind,
  disposalKindLabels,
  disposalKinds,
  type ReplyDisposalKind,
  replyDisposalKinds,
  withholdingKinds,
} from './vocabulary';
export {
  checkEventData,
  type RequestEvent,
  type RequestEventData,
  type RequestEventDefinition,
  requestEventDefinitions,
  requestEventSchemas,
  type RequestEventType,
} from './events';
export type { Lookup, Sealed } from './events/fields';
export {
  type ConsultationThread,
  type CorrectionThread,
  type DisclosureCase,
  noCase,
  type ReplyRecord,
} from './case';
export { evolve, foldCase } from './evolve';
export {
  applyCorrection,
  type CorrectableFact,
  knownHistory,
  type LoggedRequestEvent,
} from './history';
export { type Closing, closedOnTime, closingOf, replyGivenOn } from './closing';
export {
  awaitedCorrection,
  type CaseStatus,
  caseStatuses,
  caseStatusLabels,
  isOpenThread,
  statusOf,
} from './status';
export { type ClockFacts, clockFactsOf } from './clock/clock-facts';
export { type Deadline, deadline, type WorkingLine } from './clock/deadline';
export { type DeadlineLevel, deadlineLevel } from './clock/deadline-level';
export {
  opinionWorkingDays,
  paymentWorkingDays,
  type RuleSet,
  ruleSetFor,
  ruleSets,
} from './clock/rule-sets';
export { receiptDate, type ReceiptDate, type ReceiptFacts } from './receipt';
export { feeOfNthRequest, feeOfRequest, feePerRequests, feePerVolume, feesFrom } from './fees';
export {
  type RemedyAdvice,
  remedyAdvice,
  reviewFirstFrom,
  suitInterpretationFrom,
  suitMentioned,
} from './remedy-advice';
export { reportColumnOfJointApplicants, reportColumnOfSoleProprietor } from './report-column';
export { formatDocumentNumber, formatSerialNumber } from './numbering';
export { caseRefusals, type CaseRefusal, caseRefusalSentence } from './refusals';
export type { CaseFacts, CommandDefinition, Decision } from './commands/command';
export { sameApplicant } from './commands/disposal-conditions';
export {
  decide,
  disclosureCase,
  type RequestCommand,
  requestCommands,
  type RequestCommandType,
} from './decide';
export { brokenInvariant, orphanedFact } from './invariants';
