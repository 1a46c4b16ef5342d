import type { ConsultationThread, DisclosureCase } from '../case';
import type { RequestEventData } from '../events';
import { awaitedCorrection, caseStatusLabels } from '../status';
import { disposalKindLabels, type ReplyDisposalKind } from '../vocabulary';
import { afterFactsInHand, type CaseFacts, type Condition, evidenced, must } from './command';

type Reply = Omit<RequestEventData<'ReplySigned'>, 'disposalKind' | 'remedyAdvice'>;

/** Kinds that give something to the applicant (art 36(1), 36(2), 37). */
const granting: ReadonlySet<ReplyDisposalKind> = new Set<ReplyDisposalKind>([
  'alreadyPublic',
  'disclosedProvided',
  'disclosedScheduled',
  'partiallyDisclosed',
]);

/** Kinds that are given away whole and need no reasons. */
const withoutReasons: ReadonlySet<ReplyDisposalKind> = new Set<ReplyDisposalKind>([
  'alreadyPublic',
  'disclosedProvided',
  'disclosedScheduled',
]);

/** Kinds that must say where and how (and when) to get it. */
const withAccess: ReadonlySet<ReplyDisposalKind> = new Set<ReplyDisposalKind>([
  'alreadyPublic',
  'disclosedScheduled',
]);

/** What must be on file before a reply of this kind is signed (条例 arts 30–39). */
export function disposalConditions(
  kind: ReplyDisposalKind,
  reply: Reply,
  signedOn: string,
  state: DisclosureCase,
  facts: CaseFacts,
): readonly Condition[] {
  const named = { kindLabel: disposalKindLabels[kind] };
  return [
    ...orderConditions(kind, signedOn, state),
    evidenced(
      withoutReasons.has(kind) || reply.reasons !== undefined,
      'reply-reasons-missing',
      named,
    ),
    evidenced(!withAccess.has(kind) || reply.access !== undefined, 'reply-access-missing', named),
    ...partConditions(kind, reply, facts),
    ...consultationConditions(kind, signedOn, state),
    ...kindConditions(kind, reply, state, facts),
  ];
}

function orderConditions(
  kind: ReplyDisposalKind,
  signedOn: string,
  state: DisclosureCase,
): readonly Condition[] {
  const awaiting = (status: 'awaitingCorrection' | 'awaitingReasons' | 'awaitingFee') => ({
    statusLabel: caseStatusLabels[status],
    commandLabel: '签发答复',
  });
  const reasonsAwaited =
    state.reasonsRequestedOn !== undefined && state.reasonsReceivedOn === undefined;
  const feeAwaited = state.fee?.noticeDispatchedOn !== undefined && state.fee.paidOn === undefined;
  return [
    ...afterFactsInHand(state, '签发答复', signedOn),
    evidenced(
      awaitedCorrection(state) === undefined,
      'not-permitted-in-status',
      awaiting('awaitingCorrection'),
    ),
    must(
      !reasonsAwaited || kind === 'notProcessedExcessive',
      'not-permitted-in-status',
      awaiting('awaitingReasons'),
    ),
    must(!feeAwaited, 'not-permitted-in-status', awaiting('awaitingFee')),
  ];
}

function partConditions(
  kind: ReplyDisposalKind,
  { parts = [], principalReason }: Reply,
  { policy }: CaseFacts,
): readonly Condition[] {
  const given = parts.some(({ outcome }) => outcome === 'given');
  const withheld = parts.filter(({ outcome }) => outcome === 'withheld');
  const mixed = given && withheld.length > 0;
  if (kind === 'partiallyDisclosed') {
    return [
      evidenced(
        mixed && withheld.every(({ reason }) => reason !== undefined),
        'reply-parts-missing',
      ),
    ];
  }
  // 区分处理的，只计这一情形，不计其他情形: anything given beside anything withheld is partial.
  return [
    must(!mixed || policy.multiItemPrincipalRule === 'officerNames', 'reply-parts-mixed'),
    must(parts.length < 2 || principalReason !== undefined, 'principal-kind-needs-reason', {
      kindLabel: disposalKindLabels[kind],
    }),
  ];
}

function consultationConditions(
  kind: ReplyDisposalKind,
  signedOn: string,
  state: DisclosureCase,
): readonly Condition[] {
  if (!granting.has(kind)) return [];
  const pending = state.consultations.find(
    ({ answeredOn, silentOn }) => signedOn < (answeredOn ?? silentOn ?? never),
  );
  const objecting = state.consultations.find(isUnheardObjection(signedOn));
  return [
    evidenced(pending === undefined, 'consultation-pending', {
      consultationId: pending?.consultationId,
    }),
    // A partial disclosure can withhold just what the third party objects to.
    must(objecting === undefined || kind === 'partiallyDisclosed', 'third-party-objects', {
      consultationId: objecting?.consultationId,
    }),
  ];
}

/** Later than any date: an answer that has not come. */
const never = '9999-12-31';

const isUnheardObjection =
  (signedOn: string) =>
  (thread: ConsultationThread): boolean =>
    thread.with === 'thirdParty' &&
    thread.opinion === 'object' &&
    signedOn < (thread.publicInterestDecidedOn ?? never);

function kindConditions(
  kind: ReplyDisposalKind,
  reply: Reply,
  state: DisclosureCase,
  facts: CaseFacts,
): readonly Condition[] {
  switch (kind) {
    case 'informationNotExist':
      return [evidenced(state.searchCount > 0, 'search-record-missing')];
    case 'notThisAgency':
      return [evidenced(reply.responsibleAgency !== undefined, 'responsible-agency-missing')];
    case 'notProcessedRepeat':
      return repeatConditions(reply, state, facts);
    case 'notProcessedExcessive':
      return [
        evidenced(state.reasonsRequestedOn !== undefined, 'excess-reasons-not-requested'),
        evidenced(reply.finding !== undefined, 'excess-finding-missing'),
      ];
    case 'unableUnclearAfterCorrection':
      return [
        evidenced(
          state.corrections.some(({ receivedOn }) => receivedOn !== undefined),
          'correction-record-missing',
        ),
      ];
    case 'refusedThirdParty':
      return [
        evidenced(
          state.consultations.some((thread) => thread.with === 'thirdParty'),
          'third-party-record-missing',
        ),
      ];
    case 'alreadyPublic':
    case 'disclosedProvided':
    case 'disclosedScheduled':
    case 'partiallyDisclosed':
    case 'refusedStateSecret':
    case 'refusedLawProhibited':
    case 'refusedSafetyStability':
    case 'refusedInternalAffairs':
    case 'refusedProcess':
    case 'refusedEnforcementFile':
    case 'refusedAdminQuery':
    case 'unableNeedsCreation':
    case 'notProcessedPetition':
    case 'notProcessedPublication':
    case 'notProcessedReconfirm':
    case 'notGovernmentInformation':
    case 'inStateArchives':
    case 'otherMisc':
      return [];
  }
}

/** 重复申请 (art 36(6)): the same applicant's earlier request was answered. */
function repeatConditions(
  { earlierCaseId }: Reply,
  state: DisclosureCase,
  { earlierCase }: CaseFacts,
): readonly Condition[] {
  return [
    evidenced(
      earlierCaseId !== undefined && earlierCase?.caseId === earlierCaseId,
      'earlier-case-missing',
    ),
    must(earlierCase === undefined || earlierCase.answered, 'earlier-case-not-answered', {
      earlierCaseId: earlierCase?.caseId,
    }),
    must(
      earlierCase === undefined || sameApplicant(state.lookup, earlierCase.lookup),
      'earlier-case-other-applicant',
      { earlierCaseId: earlierCase?.caseId },
    ),
  ];
}

/** Same document number where both have one, otherwise the same name. */
export const sameApplicant = (
  one: DisclosureCase['lookup'],
  other: DisclosureCase['lookup'],
): boolean =>
  one.documentNumber !== undefined && other.documentNumber !== undefined
    ? one.documentNumber === other.documentNumber
    : one.name !== undefined && one.name === other.name;
