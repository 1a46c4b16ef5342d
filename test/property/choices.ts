import { applicantTypes, channels } from '@sunledger/disclosure-case';
import { defaultPolicy, type Policy } from '@sunledger/policy';
import fc from 'fast-check';

/** One thing a clerk may try: which, how many days later, how far back it is dated, about what. */
export interface StepChoice {
  readonly act: number;
  readonly wait: number;
  /** Days between the legal date and the day of logging; more than ten is logged late. */
  readonly back: number;
  readonly pick: number;
}

export interface RemedyChoice {
  readonly kind: 'review' | 'directSuit' | 'suitAfterReview';
  /** Days from the arrival of the request to the filing. */
  readonly after: number;
  readonly steps: readonly StepChoice[];
}

export interface CaseChoice {
  readonly agency: number;
  readonly channel: (typeof channels)[number];
  readonly applicantType: (typeof applicantTypes)[number];
  readonly year: number;
  readonly dayOfYear: number;
  /** Days from submission to arrival, confirmation and registration. */
  readonly gaps: readonly [number, number, number];
  readonly intake: 'atOnce' | 'arrivesFirst' | 'override' | 'recordCorrection';
  readonly steps: readonly StepChoice[];
  readonly remedies: readonly RemedyChoice[];
}

export interface OfficeChoice {
  /** The parent of each agency: an earlier agency, or none. */
  readonly parents: readonly (number | null)[];
  readonly carriesOver: boolean;
  readonly policy: Policy;
  readonly cases: readonly CaseChoice[];
}

/** Most steps follow within days; some cases rest for months and meet the end of the year. */
const wait = fc.oneof(
  { weight: 14, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 5, arbitrary: fc.integer({ min: 6, max: 35 }) },
  { weight: 1, arbitrary: fc.integer({ min: 60, max: 420 }) },
);

const back = fc.oneof(
  { weight: 9, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 5 }) },
  { weight: 1, arbitrary: fc.integer({ min: 11, max: 60 }) },
);

const step: fc.Arbitrary<StepChoice> = fc.record({
  act: fc.nat(999),
  wait,
  back,
  pick: fc.nat(99_999),
});

const remedy: fc.Arbitrary<RemedyChoice> = fc.record({
  kind: fc.constantFrom('review', 'directSuit', 'suitAfterReview'),
  after: fc.integer({ min: 0, max: 500 }),
  steps: fc.array(
    fc.record({
      act: fc.nat(999),
      wait: fc.integer({ min: 0, max: 240 }),
      back,
      pick: fc.nat(99_999),
    }),
    { minLength: 1, maxLength: 7 },
  ),
});

/** The weeks around New Year are where reports go wrong, so half of the requests begin there. */
const dayOfYear = fc.oneof(
  fc.integer({ min: 0, max: 364 }),
  fc.integer({ min: 335, max: 364 }),
  fc.integer({ min: 0, max: 10 }),
);

const request: fc.Arbitrary<CaseChoice> = fc.record({
  agency: fc.nat(9),
  channel: fc.constantFrom(...channels),
  applicantType: fc.constantFrom(...applicantTypes),
  year: fc.integer({ min: 2018, max: 2023 }),
  dayOfYear,
  gaps: fc.tuple(fc.nat(4), fc.nat(4), fc.nat(3)),
  intake: fc.oneof(
    { weight: 8, arbitrary: fc.constant('atOnce' as const) },
    { weight: 2, arbitrary: fc.constant('arrivesFirst' as const) },
    { weight: 1, arbitrary: fc.constant('override' as const) },
    { weight: 1, arbitrary: fc.constant('recordCorrection' as const) },
  ),
  steps: fc.array(step, { maxLength: 16, size: 'max' }),
  remedies: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(remedy, { maxLength: 3 }) },
  ),
});

const parents = fc
  .tuple(fc.option(fc.nat(0)), fc.option(fc.nat(1)), fc.option(fc.nat(2)))
  .map((others) => [null, ...others]);

/** The switches that reach the report, each on either side. */
export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record<Partial<Policy>, never>({
    closedOn: fc.constantFrom('dispatched', 'signed'),
    eDeliveryClosesOn: fc.constantFrom('sent', 'confirmed'),
    consultExclusion: fc.constantFrom('sentToReceived', 'receivedPlus15', 'none'),
    lateCorrectionRestartsClock: fc.boolean(),
    secondCorrectionAllowed: fc.boolean(),
    reasonsRequestStopsClock: fc.boolean(),
    feePaymentRestartsClock: fc.boolean(),
    withdrawnRow: fc.constantFrom('other', 'notCounted'),
    notGovInfoRow: fc.constantFrom('other', 'unableNotHeld', 'notProcessedPetition'),
    archivesRow: fc.constantFrom('other', 'unableNotHeld', 'refusedAdminQuery'),
    lapsedCountsAsOnTime: fc.boolean(),
    appealsCountOnce: fc.boolean(),
    section4CarryOver: fc.constantFrom('whilePending', 'acceptedInYear'),
    preMay2019Regime: fc.constantFrom('lawAtReceipt', 'newRegulation'),
  })
  .map((switches) => ({ ...defaultPolicy, ...switches }));

/** Half of the offices keep the defaults. */
const policyOrDefault = fc.oneof(fc.constant(defaultPolicy), anyPolicy);

export const officeChoice = (
  policy: fc.Arbitrary<Policy> = policyOrDefault,
  caseCountMax = 14,
): fc.Arbitrary<OfficeChoice> =>
  fc.record({
    parents,
    carriesOver: fc.boolean(),
    policy,
    cases: fc.array(request, { minLength: 1, maxLength: caseCountMax, size: 'max' }),
  });
