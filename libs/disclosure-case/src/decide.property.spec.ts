import fc from 'fast-check';
import { isRefusal } from '@sunledger/decider';
import { calendarOf2026, factsOn, registration } from '@sunledger/disclosure-case/testing';
import { defaultPolicy } from '@sunledger/policy';
import { addDays, type IsoDate } from '@sunledger/working-days';

import { clockFactsOf } from './clock/clock-facts';
import { deadline } from './clock/deadline';
import { decide, type RequestCommand, requestCommands, type RequestCommandType } from './decide';
import { requestEventDefinitions } from './events';
import { foldCase } from './evolve';
import { knownHistory, type LoggedRequestEvent } from './history';
import { brokenInvariant, orphanedFact } from './invariants';
import { caseRefusals, caseRefusalSentence } from './refusals';
import { caseStatuses, statusOf } from './status';
import { deliveryMethods, replyDisposalKinds } from './vocabulary';

const seed = 20190515;
const numRuns = 350;
const firstDay = '2021-10-08';

/** Every command the aggregate knows, with plausible contents; one of them starts the case. */
type Contents = { readonly [Name in RequestCommandType]: fc.Arbitrary<object> };

const none = fc.constant({});
const word = fc.constantFrom('甲', '乙');
const days = (max: number) => fc.integer({ min: 0, max }).map((count) => addDays(firstDay, count));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const thread = fc.record({ consultationId: fc.constantFrom('c1', 'c2') });
const opinion = fc.record({
  consultationId: fc.constantFrom('c1', 'c2'),
  opinion: fc.constantFrom('consent', 'object'),
});
const delivery = fc.record({ method: fc.constantFrom(...deliveryMethods) });
const part = fc.constantFrom(
  { description: '决定', outcome: 'given' },
  { description: '记录', outcome: 'withheld', disposalKind: 'refusedProcess', reason: '过程性' },
);

const contents: Contents = {
  SubmitApplication: fc.constant({ agency: 'A', channel: 'internet' }),
  RecordArrival: fc.constant({ agency: 'A', channel: 'signedMail', how: 'signedFor' }),
  ConfirmReceipt: fc.constant({ method: '电话', confirmedBy: '甲' }),
  RegisterApplication: none,
  AcknowledgeReceipt: none,
  VoidRegistration: fc.constant({ ground: 'mistake', reason: '误登' }),
  AssignCase: fc.constant({ unit: '规划科', part: 'lead' }),
  ReassignCase: fc.constant({ to: '建设科', reason: '职责' }),
  CorrectApplicantData: fc.constant({ applicantType: 'business', reason: '更正' }),
  RecordSearch: fc.constant({ holdings: '档案室', terms: '规划', searchedBy: '甲', found: true }),
  RequestCorrection: fc.record({
    items: fc.constant(['名称']),
    correctionDueOn: maybe(days(90)),
    secondNoticeReason: maybe(word),
  }),
  DispatchCorrectionNotice: fc.record({
    method: fc.constantFrom(...deliveryMethods),
    lateNoticeReason: maybe(word),
  }),
  RecordCorrectionNoticeDelivery: none,
  ReceiveCorrection: fc.record({ latenessJustification: maybe(word) }),
  ExtendCorrectionDeadline: fc.record({ correctionDueOn: days(150), reason: word }),
  LapseCorrection: none,
  RequestReasons: fc.constant({ excess: '二十件' }),
  ReceiveReasons: fc.constant({ summary: '研究' }),
  FixReasonablePeriod: fc.record({ dueOn: days(200), finding: word }),
  ApproveExtension: fc.record({
    workingDays: fc.integer({ min: 1, max: 22 }),
    reason: maybe(word),
    approvedBy: word,
    approverRole: fc.constantFrom('head', 'head', 'head', 'deputy'),
  }),
  NotifyExtension: none,
  ConsultThirdParty: thread,
  RecordThirdPartyLetterDelivery: thread,
  ReceiveThirdPartyOpinion: opinion,
  RecordThirdPartySilence: thread,
  DecidePublicInterestDisclosure: fc.record({
    consultationId: fc.constantFrom('c1', 'c2'),
    reason: word,
    decidedBy: word,
  }),
  NotifyThirdParty: fc.record({ consultationId: fc.constantFrom('c1', 'c2'), content: word }),
  ConsultAgency: fc.record({ consultationId: fc.constantFrom('c1', 'c2'), agencyName: word }),
  RecordAgencyLetterDelivery: thread,
  ReceiveAgencyOpinion: opinion,
  RecordAgencySilence: thread,
  AssessFee: fc.record({
    basis: fc.constantFrom('perVolume', 'perVolume', 'perRequest'),
    pages: maybe(fc.integer({ min: 0, max: 300 })),
  }),
  DispatchFeeNotice: delivery,
  RecordFeeNoticeDelivery: none,
  ReceiveFeePayment: fc.record({ amountYuan: fc.integer({ min: 1, max: 2 }) }),
  LapseFee: none,
  DraftReply: fc.record({ draftedBy: word }),
  ReviewReply: fc.constant({ review: 'legal', passed: true }),
  SignReply: fc.record({
    disposalKind: maybe(fc.constantFrom(...replyDisposalKinds)),
    documentNumber: fc.constant('1号'),
    reasons: maybe(word),
    access: maybe(word),
    parts: maybe(fc.array(part, { minLength: 1, maxLength: 2 })),
    principalReason: maybe(word),
    finding: maybe(word),
    responsibleAgency: maybe(word),
    earlierCaseId: maybe(fc.constant('case-0')),
  }),
  DispatchReply: delivery,
  RecordReplyDelivery: none,
  RecordDeliveryFailure: fc.record({ reason: word }),
  ProvideInformation: fc.constant({ form: '复印件' }),
  WithdrawApplication: none,
  ArchiveCase: none,
  CarryOver: fc.constantFrom({ fromYear: 2021 }, { fromYear: 2022 }),
  OrderReAnswer: fc.record({ orderedBy: word }),
  IssueSupplementaryReply: fc.record({ reason: word }),
  CorrectFact: fc.record({
    target: fc.nat(),
    reason: word,
    approvedBy: word,
    occurredOn: maybe(days(150)),
    annulled: maybe(fc.boolean()),
  }),
  ErasePersonalData: fc.constant({ reason: '期满', approvedBy: '甲' }),
};

/** Ends come seldom, or no history would grow long; anything else has weight 5. */
const weights: Partial<Record<RequestCommandType, number>> = {
  VoidRegistration: 1,
  WithdrawApplication: 1,
  LapseCorrection: 1,
  LapseFee: 1,
  ErasePersonalData: 1,
  CarryOver: 1,
  CorrectFact: 1,
  SignReply: 3,
};

interface Attempt {
  readonly type: RequestCommandType;
  readonly content: object;
  /** Days since the last accepted fact; mostly forward, now and then back. */
  readonly step: number;
  readonly attested: boolean;
}

const attempts: fc.Arbitrary<Attempt> = fc.oneof(
  ...(Object.keys(contents) as RequestCommandType[]).map((type) => ({
    weight: weights[type] ?? 5,
    arbitrary: fc.record({
      type: fc.constant(type),
      content: contents[type],
      step: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 0, max: 6 }) },
        { weight: 1, arbitrary: fc.integer({ min: 7, max: 40 }) },
        { weight: 2, arbitrary: fc.integer({ min: -20, max: -1 }) },
      ),
      attested: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
    }),
  })),
);

/** The command an attempt stands for, its targets and amounts taken from the log as it is. */
function commandOf(
  { type, content, step }: Attempt,
  last: IsoDate,
  log: readonly LoggedRequestEvent[],
): RequestCommand {
  const on = addDays(last, step);
  const { target = 0, ...rest } = content as { readonly target?: number };
  const more: Partial<Record<RequestCommandType, () => object>> = {
    RegisterApplication: () => registration(on),
    CarryOver: () => ({ on: `${(content as { fromYear: number }).fromYear}-12-31` }),
    CorrectFact: () => ({ targetEventId: log[target % Math.max(log.length, 1)]?.id ?? 'none' }),
    ReceiveFeePayment: () => ({ amountYuan: foldCase(log).fee?.amountYuan ?? 1 }),
  };
  // Generated from the table above, which has the contents of every command.
  return { on, ...rest, ...more[type]?.(), type, lateReason: '补记' } as unknown as RequestCommand;
}

const checkOf = new Map(requestEventDefinitions.map(({ type, check }) => [type, check]));

/** What holds after every accepted command, whatever came before. */
function expectSound(log: readonly LoggedRequestEvent[]): void {
  const state = foldCase(log);
  expect(brokenInvariant(state, defaultPolicy)).toBeNull();
  expect(orphanedFact(knownHistory(log))).toBeNull();
  expect(caseStatuses).toContain(statusOf(state, defaultPolicy));
  for (const { type, data } of log) expect(checkOf.get(type)?.(data)).toBe(true);
  const clock = clockFactsOf(state);
  if (clock !== null) {
    const { dueOn } = deadline(clock, calendarOf2026, defaultPolicy);
    expect(dueOn === null || dueOn > clock.receivedOn).toBe(true);
  }
}

describe('random commands, in and out of order', () => {
  const today = '2022-12-31';
  let accepted = 0;
  let refused = 0;
  const acceptedTypes = new Set<RequestCommandType>();

  const throwAt = (registered: boolean, thrown: readonly Attempt[]): void => {
    let log: readonly LoggedRequestEvent[] = [];
    let last: IsoDate = firstDay;
    const start = { content: { agency: 'A', channel: 'internet' }, step: 0, attested: false };
    const type = registered ? 'RegisterApplication' : 'SubmitApplication';
    for (const attempt of [{ ...start, type } as const, ...thrown]) {
      const command = commandOf(attempt, last, log);
      const facts = factsOn(today, { attested: attempt.attested, logged: log });
      const decision = decide(command, foldCase(log), facts);
      if (isRefusal(decision)) {
        refused += 1;
        expect(Object.keys(caseRefusals)).toContain(decision.refused);
        const said = caseRefusalSentence(decision.refused, decision.facts);
        expect(said).not.toMatch(/（未知）|undefined|null/);
        continue;
      }
      accepted += 1;
      acceptedTypes.add(attempt.type);
      log = [...log, ...decision.map((event, at) => ({ ...event, id: `e${log.length + at + 1}` }))];
      if (attempt.type !== 'CarryOver' && command.on > last) last = command.on;
      expectSound(log);
    }
    // As of any day the fold is total.
    for (const { occurredOn } of log) foldCase(log, occurredOn);
  };

  it(`are refused with a code or keep every invariant (seed ${seed}, ${numRuns} runs)`, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }).map((one) => one > 0),
        fc.array(attempts, { minLength: 20, maxLength: 90, size: 'max' }),
        throwAt,
      ),
      { seed, numRuns, verbose: true },
    );
  });

  it('are accepted often enough to mean something, and every kind of them', () => {
    expect(accepted / (accepted + refused)).toBeGreaterThan(0.2);
    const never = (Object.keys(requestCommands) as RequestCommandType[]).filter(
      (type) => !acceptedTypes.has(type),
    );
    expect(never).toEqual([]);
  });
});
