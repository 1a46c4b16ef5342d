import {
  aCase,
  calendarOf2026,
  type CaseHistory,
  policyWith,
} from '@sunledger/disclosure-case/testing';
import { defaultPolicy, type Policy } from '@sunledger/policy';
import { friday, monday, tuesday } from '@sunledger/working-days/testing';

import { closedOnTime, closingOf } from './closing';

// Received Tue 2022-09-20, due Fri 2022-10-21 (worked example 6).
const open = aCase().registered(tuesday('2022-09-20'));
const disclosed = { disposalKind: 'disclosedProvided', signedOn: '2022-10-20' } as const;
const closedOn = ({ state }: CaseHistory, policy: Policy = defaultPolicy) =>
  closingOf(state, policy)?.on ?? null;
const onTime = ({ state }: CaseHistory, policy: Policy = defaultPolicy) =>
  closedOnTime(state, calendarOf2026, policy);

describe('the day on which a reply is given (国办公开办函〔2016〕235号)', () => {
  it('is the posting day for mail, whenever it arrives', () => {
    const posted = open.replied({ ...disclosed, dispatchedOn: friday('2022-10-21') });
    expect(closedOn(posted)).toBe('2022-10-21');
    expect(onTime(posted)).toBe(true);
    expect(onTime(posted.delivered('2022-10-26'))).toBe(true);
    expect(onTime(open.replied({ ...disclosed, dispatchedOn: monday('2022-10-24') }))).toBe(false);
  });

  it.each(['byHand', 'entrusted'] as const)('is the signing-for day %s', (method) => {
    const handed = open.replied({ ...disclosed, method, dispatchedOn: '2022-10-21' });
    expect(closedOn(handed)).toBeNull();
    expect(onTime(handed)).toBeNull();
    expect(onTime(handed.delivered(friday('2022-10-21')))).toBe(true);
    const late = handed.delivered(monday('2022-10-24'));
    expect(closedOn(late)).toBe('2022-10-24');
    expect(onTime(late)).toBe(false);
  });

  it('eDeliveryClosesOn: sent, or confirmed by the applicant', () => {
    const sent = open.replied({ ...disclosed, method: 'electronic', dispatchedOn: '2022-10-21' });
    const confirmed = policyWith({ eDeliveryClosesOn: 'confirmed' });
    expect(closedOn(sent)).toBe('2022-10-21');
    expect(closedOn(sent, confirmed)).toBeNull();
    const read = sent.delivered(monday('2022-10-24'));
    expect(closedOn(read)).toBe('2022-10-21');
    expect(closedOn(read, confirmed)).toBe('2022-10-24');
    expect(onTime(read)).toBe(true);
    expect(onTime(read, confirmed)).toBe(false);
  });

  it('stays where it was when a delivery fails and another attempt is made', () => {
    const failure = { type: 'RecordDeliveryFailure', on: '2022-10-26', reason: '退件' } as const;
    const posted = open.replied({ ...disclosed, dispatchedOn: '2022-10-21' }).does(failure);
    const handed = posted.dispatched('2022-10-27', 'byHand');
    expect(closedOn(handed)).toBe('2022-10-21');
    expect(closedOn(handed.delivered('2022-10-28'))).toBe('2022-10-21');
  });

  it('is no failed attempt by hand, but the posting that follows it', () => {
    const failure = { type: 'RecordDeliveryFailure', on: '2022-10-21', reason: '拒收' } as const;
    const refused = open
      .replied({ ...disclosed, method: 'byHand', dispatchedOn: '2022-10-20' })
      .does(failure);
    expect(closedOn(refused)).toBeNull();
    expect(closedOn(refused.dispatched('2022-10-24', 'postal'))).toBe('2022-10-24');
  });

  it('closedOn: the signature closes for the report, but never decides what is on time', () => {
    const signing = policyWith({ closedOn: 'signed' });
    const late = open.replied({ ...disclosed, dispatchedOn: monday('2022-10-24') });
    expect(closedOn(late)).toBe('2022-10-24');
    expect(closedOn(late, signing)).toBe('2022-10-20');
    expect(onTime(late, signing)).toBe(false);
    expect(onTime(open.signed(disclosed), signing)).toBeNull();
  });
});

describe('the other ends', () => {
  const withdrawn = open.withdrawn('2022-11-30');

  it('are lapses and withdrawals, each with its kind', () => {
    expect(closingOf(withdrawn.state, defaultPolicy)).toEqual({
      on: '2022-11-30',
      disposalKind: 'withdrawn',
    });
    const lapsed = open
      .correctionNotified('2022-09-22', '2022-10-14')
      .correctionDelivered('2022-09-23')
      .correctionLapsed('2022-10-17');
    expect(closingOf(lapsed.state, defaultPolicy)).toEqual({
      on: '2022-10-17',
      disposalKind: 'correctionLapsed',
    });
    const unpaid = open
      .feeNotified('2022-09-22')
      .feeNoticeDelivered('2022-09-22')
      .feeLapsed('2022-10-26');
    expect(closingOf(unpaid.state, defaultPolicy)).toEqual({
      on: '2022-10-26',
      disposalKind: 'feeLapsed',
    });
  });

  it('lapsedCountsAsOnTime', () => {
    expect(onTime(withdrawn)).toBe(true);
    expect(onTime(withdrawn, policyWith({ lapsedCountsAsOnTime: false }))).toBe(false);
  });

  it('an open case has none, and neither has a voided registration', () => {
    expect(closedOn(open)).toBeNull();
    expect(onTime(open)).toBeNull();
    const voided = open.does({
      type: 'VoidRegistration',
      on: '2022-09-21',
      ground: 'mistake',
      reason: '误登',
    });
    expect(closedOn(voided)).toBeNull();
  });

  it('an order to answer again does not reopen', () => {
    const ordered = open
      .replied(disclosed)
      .does({ type: 'OrderReAnswer', on: '2023-02-01', orderedBy: '县政府' });
    expect(closedOn(ordered)).toBe('2022-10-20');
  });
});

describe('what is on time', () => {
  it('follows the extension', () => {
    const extended = open.extended('2022-10-21');
    const posted = (on: string) =>
      extended.replied({ disposalKind: 'disclosedProvided', signedOn: on });
    expect(onTime(posted(friday('2022-11-18')))).toBe(true);
    expect(onTime(posted(monday('2022-11-21')))).toBe(false);
  });

  it('is not bettered by an extension told too late', () => {
    const late = aCase({ attested: true })
      .registered('2022-09-20')
      .extended(monday('2022-10-24'))
      .replied({ disposalKind: 'disclosedProvided', signedOn: '2022-10-28' });
    expect(onTime(late)).toBe(false);
  });
});
