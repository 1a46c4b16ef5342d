import { applicantTypes, channels } from '@sunledger/disclosure-case';
import fc from 'fast-check';

import { registered, requestFact, serialNumberGiven } from './facts';
import type { LoggedFact } from './office-log';

const caseIds = ['c1', 'c2', 'c3', 'c4', 'c5'];
const agencies = ['A', 'B', 'C'];

/** Mondays to Sundays of three years, so that terms meet holidays and years' ends. */
const day = fc
  .integer({ min: 0, max: 1095 })
  .map((days) => new Date(Date.UTC(2018, 5, 1 + days)).toISOString().slice(0, 10));

const registration = fc
  .record({
    agency: fc.constantFrom(...agencies),
    channel: fc.constantFrom(...channels),
    applicantType: fc.constantFrom(...applicantTypes),
    proceeding: fc.constantFrom('disclosure', 'disclosure', 'recordCorrection'),
  } as const)
  .map((data) => (caseId: string, on: string) => registered(caseId, on, data));

const kinds = ['disclosedProvided', 'informationNotExist', 'refusedThirdParty'] as const;

/** Facts in any order and number, such as no office would log them: a projection must not care. */
const fact = fc.oneof(
  { weight: 3, arbitrary: registration },
  fc.constantFrom(
    (caseId: string, on: string) =>
      requestFact(caseId, 'ApplicationArrived', on, {
        agency: 'A',
        channel: 'signedMail',
        how: 'signedFor',
      }),
    (caseId: string, on: string) =>
      requestFact(caseId, 'CorrectionRequested', on, { items: ['内容'], correctionDueOn: on }),
    (caseId: string, on: string) =>
      requestFact(caseId, 'CorrectionNoticeDispatched', on, { method: 'postal', late: false }),
    (caseId: string, on: string) => requestFact(caseId, 'CorrectionReceived', on, {}),
    (caseId: string, on: string) => requestFact(caseId, 'CorrectionLapsed', on, {}),
    (caseId: string, on: string) =>
      requestFact(caseId, 'ThirdPartyConsulted', on, { consultationId: on }),
    (caseId: string, on: string) =>
      requestFact(caseId, 'ExtensionApproved', on, { workingDays: 20 }),
    (caseId: string, on: string) => requestFact(caseId, 'ExtensionNotified', on, { dueOn: on }),
    (caseId: string, on: string) =>
      requestFact(caseId, 'FeeAssessed', on, { basis: 'perRequest', amountYuan: 100 }),
    (caseId: string, on: string) => requestFact(caseId, 'FeePaid', on, { amountYuan: 100 }),
    (caseId: string, on: string) => requestFact(caseId, 'ApplicationWithdrawn', on, {}),
    (caseId: string, on: string) =>
      requestFact(caseId, 'RegistrationVoided', on, { ground: 'mistake', reason: '误登' }),
    (caseId: string, on: string) =>
      requestFact(caseId, 'ReplyDispatched', on, { method: 'postal' }),
    (caseId: string, on: string) =>
      requestFact(caseId, 'ReplyDispatched', on, { method: 'byHand' }),
    (caseId: string, on: string) => requestFact(caseId, 'ReplyDelivered', on, {}),
    (caseId: string, on: string) => serialNumberGiven(caseId, on, `n-${on}`, 1),
  ),
  fc
    .constantFrom(...kinds)
    .map(
      (disposalKind) => (caseId: string, on: string) =>
        requestFact(caseId, 'ReplySigned', on, { disposalKind, remedyAdvice: 'choice' }),
    ),
  fc
    .constantFrom('ReviewFiled', 'ReviewAccepted', 'ReviewDecided')
    .map((type) => (caseId: string, on: string): LoggedFact => ({
      stream: `remedy-${caseId}`,
      type,
      occurredOn: on,
      data:
        type === 'ReviewFiled'
          ? { remedyId: caseId, caseId, agency: 'A' }
          : type === 'ReviewDecided'
            ? { result: 'upheld' }
            : {},
    })),
);

/** Some earlier fact of the log was wrong: another day, or never happened. */
const correction = fc.record({ of: fc.nat(), on: day, annulled: fc.boolean() });

type Step =
  | { readonly fact: LoggedFact }
  | { readonly correction: { of: number; on: string; annulled: boolean } };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(fact, fc.constantFrom(...caseIds), day)
      .map(([make, caseId, on]) => ({ fact: make(caseId, on) })),
  },
  { weight: 1, arbitrary: correction.map((one) => ({ correction: one })) },
);

const eventId = (at: number): string => `10000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

/** A log of some facts about a few requests, corrections of facts logged before among them. */
export const randomLog: fc.Arbitrary<readonly LoggedFact[]> = fc
  .array(step, { minLength: 1, maxLength: 60 })
  .map((steps) => {
    const facts: LoggedFact[] = [];
    for (const [at, one] of steps.entries()) {
      if ('fact' in one) {
        facts.push({ ...one.fact, id: eventId(at) });
        continue;
      }
      const requests = facts.filter(({ stream }) => stream.startsWith('request-'));
      const target = requests[one.correction.of % Math.max(requests.length, 1)];
      if (target?.id === undefined) continue;
      facts.push({
        stream: target.stream,
        type: 'FactCorrected',
        occurredOn: one.correction.on,
        id: eventId(at),
        data: {
          targetEventId: target.id,
          targetType: target.type,
          reason: '误记',
          approvedBy: '负责人',
          ...(one.correction.annulled ? { annulled: true } : { occurredOn: one.correction.on }),
        },
      });
    }
    return facts;
  });
