import {
  aCase,
  calendarOf2026,
  type CaseHistory,
  policyWith,
} from '@sunledger/disclosure-case/testing';
import { defaultPolicy, type Policy } from '@sunledger/policy';
import { foldRemedy } from '@sunledger/remedy';
import { acceptedReview, docketedSuit, history, fileReview } from '@sunledger/remedy/testing';
import { createCalendar, officialCalendar } from '@sunledger/working-days';

import {
  calendarDuty,
  dutiesOfCase,
  dutiesOfRemedy,
  dutiesOfReport,
  type Duty,
  type ReportingAgency,
} from './index';

const lines = (duties: readonly Duty[]): readonly string[] =>
  duties.map(({ kind, reference, dueOn, owedBy }) =>
    [kind, reference, dueOn, owedBy].filter((word) => word !== '').join(' '),
  );

const dueIn = ({ state }: CaseHistory, policy: Policy = defaultPolicy): readonly string[] =>
  lines(dutiesOfCase(state, calendarOf2026, policy));

/** Received on Monday 2025-03-10: the seventh working day is Wednesday 19 March, the twentieth,
 * Tomb-Sweeping Friday 4 April left out, Tuesday 8 April. */
const inMarch = aCase().registered('2025-03-10');

describe('what is due in a request', () => {
  it('is the reply, and while they are possible a correction notice and an extension', () => {
    expect(dueIn(inMarch)).toEqual([
      'reply 2025-04-08 agency',
      'correctionNotice 2025-03-19 agency',
      'extension 2025-04-08 agency',
    ]);
  });

  it('is an extension until it has been told, and then the later reply', () => {
    const extended = inMarch.extended('2025-04-03', 5);
    // Five working days after 8 April: 9, 10, 11, 14, 15 April.
    expect(dueIn(extended)).toEqual([
      'reply 2025-04-15 agency',
      'correctionNotice 2025-03-19 agency',
    ]);
  });

  it('is nothing of the agency while the applicant corrects, then the lapse', () => {
    const asked = inMarch.correctionNotified('2025-03-17', '2025-03-28');
    // Friday 28 March is the applicant's; the office records the lapse on Monday.
    expect(dueIn(asked)).toEqual([
      'correction 2025-03-28 applicant',
      'lapse correction 2025-03-31 agency',
    ]);
    // Corrected on the 24th: 25 to 28 March, 31 March to 3 April, 7 to 11, 14 to 18, 21 to 23 April.
    expect(dueIn(asked.correctionDelivered('2025-03-19').corrected('2025-03-24'))).toEqual([
      'reply 2025-04-22 agency',
      'extension 2025-04-22 agency',
    ]);
  });

  it('is the payment within twenty working days of the notice, then the lapse', () => {
    const assessed = inMarch.feeNotified('2025-03-25').feeNoticeDelivered('2025-03-25');
    expect(dueIn(assessed)).toEqual([
      'correctionNotice 2025-03-19 agency',
      'payment 2025-04-23 applicant',
      'lapse payment 2025-04-24 agency',
    ]);
  });

  it('is each opinion that was asked for, by whoever was asked', () => {
    const asked = aCase()
      .registered('2023-09-11')
      .consulted({ id: 'c1', sentOn: '2023-09-15', deliveredOn: '2023-09-18' })
      .consulted({ id: 'c2', with: 'agency', sentOn: '2023-09-15', deliveredOn: '2023-09-19' });
    expect(dueIn(asked)).toEqual(
      expect.arrayContaining([
        'opinion c1 2023-10-13 thirdParty',
        'opinion c2 2023-10-16 otherAgency',
      ]),
    );
  });

  it('is the reply at the end of a reasonable period, which nothing extends', () => {
    const fixed = inMarch
      .reasonsRequested('2025-03-12')
      .reasonsReceived('2025-03-14')
      .reasonablePeriod('2025-03-17', '2025-06-30');
    expect(dueIn(fixed)).toEqual([
      'reasonablePeriod 2025-06-30 agency',
      'correctionNotice 2025-03-19 agency',
    ]);
  });

  it('is nothing once it is closed, lapsed or voided', () => {
    const reply = { signedOn: '2025-03-12', disposalKind: 'disclosedProvided' } as const;
    expect(dueIn(inMarch.replied(reply))).toEqual([]);
    expect(dueIn(inMarch.withdrawn('2025-03-12'))).toEqual([]);
    const voided = inMarch.does({
      type: 'VoidRegistration',
      on: '2025-03-12',
      ground: 'mistake',
      reason: '误登',
    });
    expect(dueIn(voided)).toEqual([]);
    expect(dueIn(aCase())).toEqual([]);
  });
});

describe('the proof of delivery', () => {
  const signed = inMarch.signed({ signedOn: '2025-03-12', disposalKind: 'disclosedProvided' });
  const tracked = signed.does({
    type: 'DispatchReply',
    on: '2025-03-12',
    method: 'postal',
    trackingNumber: 'XA123',
  });

  it('is missing ten working days after mail that is signed for, though the case is closed', () => {
    // 13, 14, 17 to 21, 24, 25, 26 March.
    expect(dueIn(tracked)).toEqual(['deliveryProof 2025-03-26 agency']);
    expect(dueIn(tracked, policyWith({ deliveryProofAfterWorkingDays: 1 }))).toEqual([
      'deliveryProof 2025-03-13 agency',
    ]);
  });

  it('is not asked of ordinary mail, after delivery, or of an archived file', () => {
    expect(dueIn(signed.dispatched('2025-03-12'))).toEqual([]);
    expect(dueIn(tracked.delivered('2025-03-14'))).toEqual([]);
    expect(dueIn(tracked.does({ type: 'ArchiveCase', on: '2025-03-14' }))).toEqual([]);
  });
});

describe('what is due about a remedy', () => {
  const dueAbout = (commands: Parameters<typeof history>[0]): readonly string[] =>
    lines(dutiesOfRemedy(foldRemedy(history(commands)), calendarOf2026, defaultPolicy));

  it('is the answer to the review body within ten working days', () => {
    // Accepted on Monday 2023-03-06: 7 to 10, 13 to 17, 20 March.
    expect(dueAbout(acceptedReview)).toEqual(['remedyAnswer remedy-1 2023-03-20 agency']);
    expect(dueAbout([fileReview('2023-03-01')])).toEqual([]);
  });

  it('is the answer to the court within fifteen days', () => {
    expect(dueAbout(docketedSuit)).toEqual(['remedyAnswer remedy-1 2023-04-25 agency']);
  });

  it('is nothing once it was given, or the remedy has ended', () => {
    expect(dueAbout([...acceptedReview, { type: 'AnswerReview', on: '2023-03-15' }])).toEqual([]);
    expect(dueAbout([...docketedSuit, { type: 'AnswerSuit', on: '2023-04-20' }])).toEqual([]);
    expect(dueAbout([...docketedSuit, { type: 'WithdrawSuit', on: '2023-04-20' }])).toEqual([]);
  });
});

describe('the annual report', () => {
  const department: ReportingAgency = {
    level: 'county',
    institution: 'department',
    addedOn: '2019-01-02',
  };
  const unfiled = { wasSubmitted: false, wasPublished: false };
  const dueFor = (agency: ReportingAgency, filing = unfiled, policy = defaultPolicy) =>
    lines(dutiesOfReport(agency, 2024, filing, policy));

  it('is due by 31 January for a department and by 31 March for a government', () => {
    expect(dueFor(department)).toEqual(['annualReport 2024 2025-01-31 agency']);
    const government = { ...department, institution: 'government' } as const;
    expect(dueFor(government)).toEqual(['annualReport 2024 2025-03-31 agency']);
  });

  it('is due as policy says where the article names nobody', () => {
    const township = { ...department, institution: 'government', level: 'township' } as const;
    expect(dueFor(township)).toEqual(['annualReport 2024 2025-01-31 agency']);
    expect(dueFor({ addedOn: '2019-01-02' })).toEqual(['annualReport 2024 2025-01-31 agency']);
    const none = policyWith({
      reportDueKind: { ...defaultPolicy.reportDueKind, township: 'none' },
    });
    expect(dueFor(township, unfiled, none)).toEqual([]);
  });

  it('is done by a department when handed in and published, by a government when published', () => {
    const published = { wasSubmitted: false, wasPublished: true };
    expect(dueFor(department, published)).toHaveLength(1);
    expect(dueFor(department, { wasSubmitted: true, wasPublished: true })).toEqual([]);
    expect(dueFor({ ...department, institution: 'government' }, published)).toEqual([]);
  });

  it('is not owed by an agency that came after the date, or was closed', () => {
    expect(dueFor({ ...department, addedOn: '2025-02-01' })).toEqual([]);
    expect(dueFor({ ...department, closedOn: '2024-12-31' })).toEqual([]);
  });
});

describe('the calendar of the coming year', () => {
  const through2024 = createCalendar(
    officialCalendar.arrangements.filter(({ year }) => year <= 2024),
  ).asKnownOn('2026-01-01');

  it('is missing from 1 December on while its notice is not entered', () => {
    expect(calendarDuty('2024-11-30', through2024)).toBeNull();
    expect(calendarDuty('2024-12-01', through2024)).toMatchObject({
      reference: '2025',
      dueOn: '2024-12-31',
    });
    expect(calendarDuty('2025-02-03', through2024)).toMatchObject({
      reference: '2025',
      dueOn: '2024-12-31',
    });
    expect(calendarDuty('2024-12-01', calendarOf2026)).toBeNull();
  });
});
