import fc from 'fast-check';
import { aCase, given } from '@sunledger/disclosure-case/testing';
import { defaultPolicy } from '@sunledger/policy';

import { closingOf } from './closing';
import { foldCase } from './evolve';
import { knownHistory, type LoggedRequestEvent } from './history';

const open = aCase().registered('2019-09-24');
const closed = open.replied({ disposalKind: 'disclosedProvided', signedOn: '2019-10-15' });
const knownAfter = (events: readonly LoggedRequestEvent[], asOf?: string) => foldCase(events, asOf);

describe('a corrected fact', () => {
  it('has its right date, whatever day is asked about', () => {
    const corrected = closed.factCorrected('2020-01-09', 'ReplyDispatched', {
      occurredOn: '2019-10-18',
    });
    expect(closingOf(corrected.state, defaultPolicy)?.on).toBe('2019-10-18');
    // Asked in 2020 how it stood on 2019-10-16: the reply had not been posted.
    expect(closingOf(knownAfter(corrected.events, '2019-10-16'), defaultPolicy)).toBeNull();
    // Asked with what was known before the correction: it had.
    const before = corrected.events.slice(0, -1);
    expect(closingOf(knownAfter(before, '2019-10-16'), defaultPolicy)?.on).toBe('2019-10-15');
  });

  it('has its right data, and keeps the rest', () => {
    const corrected = closed.factCorrected('2020-01-09', 'ReplySigned', {
      changes: { disposalKind: 'alreadyPublic' },
    });
    expect(corrected.state.reply).toMatchObject({
      disposalKind: 'alreadyPublic',
      documentNumber: '某政信答〔2019〕1号',
      signedOn: '2019-10-15',
    });
    expect(knownAfter(corrected.events, '2019-10-15').reply?.disposalKind).toBe('alreadyPublic');
  });

  it('that never happened is left out', () => {
    const asked = open.correctionNotified('2019-09-26').corrected('2019-09-30');
    const annulled = asked.factCorrected('2019-10-08', 'CorrectionReceived', { annulled: true });
    expect(annulled.state.corrections[0]?.receivedOn).toBeUndefined();
  });

  it('stands again when the correction was itself a mistake', () => {
    const corrected = closed.factCorrected('2020-01-09', 'ReplyDispatched', {
      occurredOn: '2019-10-18',
    });
    const restored = corrected.factCorrected('2020-01-10', 'FactCorrected', { annulled: true });
    expect(restored.state.reply?.dispatchedOn).toBe('2019-10-15');
    const twice = restored.factCorrected('2020-01-13', 'ReplyDispatched', {
      occurredOn: '2019-10-17',
    });
    expect(twice.state.reply?.dispatchedOn).toBe('2019-10-17');
  });

  it('takes the last word of several corrections', () => {
    const twice = closed
      .factCorrected('2020-01-09', 'ReplyDispatched', { occurredOn: '2019-10-18' })
      .factCorrected('2020-01-10', 'ReplyDispatched', { occurredOn: '2019-10-21' });
    expect(twice.state.reply?.dispatchedOn).toBe('2019-10-21');
  });

  it('keeps both in the log', () => {
    const corrected = closed.factCorrected('2020-01-09', 'ReplyDispatched', {
      occurredOn: '2019-10-18',
    });
    expect(corrected.events).toHaveLength(closed.events.length + 1);
    expect(corrected.events.slice(0, -1)).toEqual(closed.events);
  });
});

describe('a correction that would break the history is refused', () => {
  const correct = (
    history: typeof open,
    type: LoggedRequestEvent['type'],
    changes: { occurredOn?: string; annulled?: boolean },
  ) =>
    given(history).when({
      type: 'CorrectFact',
      on: '2020-01-09',
      targetEventId: history.events.find((event) => event.type === type)?.id ?? '',
      reason: '录入错误',
      approvedBy: '负责人',
      ...changes,
    });

  it.each([
    ['a reply posted before it was signed', 'ReplyDispatched', { occurredOn: '2019-10-14' }],
    ['a reply signed before the receipt', 'ReplySigned', { occurredOn: '2019-09-23' }],
    ['a reply sent without a signature', 'ReplySigned', { annulled: true }],
    ['a case without a registration', 'ApplicationRegistered', { annulled: true }],
    ['a receipt after the registration', 'ApplicationRegistered', { occurredOn: '2019-09-25' }],
  ] as const)('%s', (_what, type, changes) =>
    correct(closed, type, changes).refused('correction-breaks-history'),
  );

  it('an extension told without an approval', () =>
    correct(open.extended('2019-10-10'), 'ExtensionApproved', { annulled: true }).refused(
      'correction-breaks-history',
    ));

  it('an opinion on no letter', () =>
    correct(
      open.consulted({ sentOn: '2019-10-08', answeredOn: '2019-10-10' }),
      'ThirdPartyConsulted',
      { annulled: true },
    ).refused('correction-breaks-history'));

  it('a payment of no fee', () => {
    const paid = aCase().registered('2021-03-01').feeNotified('2021-03-02').feePaid('2021-03-03');
    given(paid)
      .when({
        type: 'CorrectFact',
        on: '2021-03-04',
        targetEventId: paid.events.find(({ type }) => type === 'FeeAssessed')?.id ?? '',
        reason: '录入错误',
        approvedBy: '负责人',
        annulled: true,
      })
      .refused('correction-breaks-history');
  });

  it('a reply signed before the correction it waited for', () =>
    correct(
      open
        .correctionNotified('2019-09-26')
        .corrected('2019-09-30')
        .replied({ disposalKind: 'disclosedProvided', signedOn: '2019-10-15' }),
      'ReplySigned',
      { occurredOn: '2019-09-29' },
    ).refused('correction-breaks-history'));

  it('an end before the year at whose close the case was carried over', () => {
    const carried = aCase()
      .registered('2019-12-10')
      .carriedOver(2019)
      .replied({ disposalKind: 'disclosedProvided', signedOn: '2020-01-03' });
    const dispatched = carried.events.find(({ type }) => type === 'ReplySigned');
    const moved = carried.does({
      type: 'CorrectFact',
      on: '2020-01-09',
      targetEventId: dispatched?.id ?? '',
      reason: '录入错误',
      approvedBy: '负责人',
      occurredOn: '2019-12-30',
    });
    correct(moved, 'ReplyDispatched', { occurredOn: '2019-12-31' }).refused(
      'correction-breaks-history',
    );
  });
});

describe('facts logged late', () => {
  // Facts of different days that do not build on each other, and two letters that overlap.
  const history = open
    .searched('2019-09-25')
    .consulted({ id: 'c1', sentOn: '2019-09-26', answeredOn: '2019-10-08' })
    .consulted({ id: 'c2', with: 'agency', sentOn: '2019-09-27', answeredOn: '2019-10-09' })
    .extended('2019-10-10')
    .does({ type: 'AssignCase', on: '2019-09-24', unit: '规划科', part: 'lead' })
    .replied({
      disposalKind: 'disclosedProvided',
      signedOn: '2019-10-15',
      dispatchedOn: '2019-10-16',
    });
  const { events } = history;

  it('are folded in legal order, whatever the order of logging', () => {
    const inOneDayOrder = (shuffled: readonly LoggedRequestEvent[]) =>
      // Facts of one day keep the order of logging: only days are shuffled here.
      [...new Set(shuffled.map(({ occurredOn }) => occurredOn))].flatMap((day) =>
        events.filter(({ occurredOn }) => occurredOn === day),
      );
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length }),
        (shuffled) => {
          expect(foldCase(inOneDayOrder(shuffled))).toEqual(history.state);
        },
      ),
      { seed: 20190515, numRuns: 200 },
    );
  });

  it('appear as of their day, not of the day of logging', () => {
    const early = knownHistory(events, '2019-09-30').map(({ type }) => type);
    expect(early).toEqual([
      'ApplicationRegistered',
      'CaseAssigned',
      'SearchRecorded',
      'ThirdPartyConsulted',
      'AgencyConsulted',
    ]);
  });
});
