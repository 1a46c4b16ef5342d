import { aCase, deadlineOf, policyWith } from '@sunledger/disclosure-case/testing';
import { defaultPolicy } from '@sunledger/policy';
import {
  friday,
  monday,
  saturday,
  sunday,
  thursday,
  tuesday,
  wednesday,
} from '@sunledger/working-days/testing';

describe('the term to reply, by the worked examples', () => {
  it('1: counts make-up Sunday and Saturday around National Day 2019', () => {
    const received = aCase().registered(tuesday('2019-09-24'));
    expect(deadlineOf(received)).toMatchObject({
      correctionNoticeDueOn: wednesday('2019-10-09'),
      baseDueOn: friday('2019-10-25'),
      dueOn: friday('2019-10-25'),
      provisional: false,
    });
    expect(deadlineOf(received.extended('2019-10-25'))).toMatchObject({
      baseDueOn: friday('2019-10-25'),
      dueOn: friday('2019-11-22'),
    });
  });

  it('2: crosses the year', () => {
    expect(deadlineOf(aCase().registered(tuesday('2019-12-10'))).dueOn).toBe(
      wednesday('2020-01-08'),
    );
  });

  it('3: ends on a make-up Sunday', () => {
    expect(deadlineOf(aCase().registered(friday('2019-12-20'))).dueOn).toBe(sunday('2020-01-19'));
  });

  it('4: moves when Spring Festival 2020 is re-arranged in the middle of the term', () => {
    const received = aCase().registered(tuesday('2020-01-14'));
    expect(deadlineOf(received, defaultPolicy, '2020-01-26').dueOn).toBe(friday('2020-02-14'));
    expect(deadlineOf(received, defaultPolicy, '2020-01-27').dueOn).toBe(tuesday('2020-02-18'));
  });

  it('5: a correction makes the running term moot and starts a new one', () => {
    const asked = aCase()
      .registered(friday('2021-09-10'))
      .correctionNotified(wednesday('2021-09-22'));
    expect(deadlineOf(asked)).toMatchObject({
      correctionNoticeDueOn: wednesday('2021-09-22'),
      plainDueOn: thursday('2021-10-14'),
      baseDueOn: null,
      dueOn: null,
      provisional: true,
    });
    expect(deadlineOf(asked.corrected(wednesday('2021-10-13')))).toMatchObject({
      plainDueOn: thursday('2021-10-14'),
      countedFrom: wednesday('2021-10-13'),
      dueOn: wednesday('2021-11-10'),
      provisional: false,
    });
  });

  it('6: a full extension on the last day', () => {
    const received = aCase().registered(tuesday('2022-09-20'));
    expect(deadlineOf(received).dueOn).toBe(friday('2022-10-21'));
    expect(deadlineOf(received.extended(friday('2022-10-21'))).dueOn).toBe(friday('2022-11-18'));
  });

  it('7: fifteen working days with a third party do not count', () => {
    const consulted = aCase()
      .registered(monday('2023-09-11'))
      .consulted({ sentOn: friday('2023-09-15'), answeredOn: thursday('2023-10-12') });
    expect(deadlineOf(consulted)).toMatchObject({
      plainDueOn: friday('2023-10-13'),
      dueOn: friday('2023-11-03'),
      excludedWorkingDays: 15,
    });
  });

  it('9: the correction notice may fall due on a make-up Sunday', () => {
    expect(deadlineOf(aCase().registered(thursday('2024-01-25')))).toMatchObject({
      correctionNoticeDueOn: sunday('2024-02-04'),
      dueOn: tuesday('2024-02-27'),
    });
  });

  it('10: National Day 2025', () => {
    expect(deadlineOf(aCase().registered(monday('2025-09-15'))).dueOn).toBe(friday('2025-10-17'));
  });

  it('11: received on a make-up Saturday', () => {
    expect(deadlineOf(aCase().registered(saturday('2025-10-11'))).dueOn).toBe(friday('2025-11-07'));
  });

  it('12: nine days of Spring Festival 2026', () => {
    expect(deadlineOf(aCase().registered(thursday('2026-02-05')))).toMatchObject({
      correctionNoticeDueOn: saturday('2026-02-14'),
      dueOn: wednesday('2026-03-11'),
    });
  });

  it('13: National Day 2026', () => {
    expect(deadlineOf(aCase().registered(tuesday('2026-09-15'))).dueOn).toBe(monday('2026-10-19'));
  });

  it('14: overlapping consultations exclude their union, and the extension comes on top', () => {
    const consulted = aCase()
      .registered(monday('2026-04-13'))
      .consulted({ id: 'c1', sentOn: '2026-04-20', answeredOn: '2026-05-12' })
      .consulted({ id: 'c2', with: 'agency', sentOn: '2026-04-24', answeredOn: '2026-05-08' });
    expect(deadlineOf(consulted)).toMatchObject({
      plainDueOn: wednesday('2026-05-13'),
      excludedWorkingDays: 14,
      dueOn: tuesday('2026-06-02'),
    });
    expect(deadlineOf(consulted.extended('2026-06-01')).dueOn).toBe(wednesday('2026-07-01'));
  });

  it('15: payment restarts the term, unless the office reads it otherwise', () => {
    const notified = aCase()
      .registered(monday('2025-03-10'))
      .feeNotified('2025-03-24')
      .feeNoticeDelivered(tuesday('2025-03-25'));
    expect(notified.state.fee?.paymentDueOn).toBe(wednesday('2025-04-23'));
    expect(deadlineOf(notified).dueOn).toBeNull();
    const paid = notified.feePaid(tuesday('2025-04-15'));
    expect(deadlineOf(paid).dueOn).toBe(thursday('2025-05-15'));
    // 2025-03-10 and 20 working days, 清明 04-04 off.
    const running = policyWith({ feePaymentRestartsClock: false });
    expect(deadlineOf(notified, running).dueOn).toBe(tuesday('2025-04-08'));
    expect(deadlineOf(paid, running).dueOn).toBe(tuesday('2025-04-08'));
  });

  it('16: the regulation of 2008, or that of 2019, before 2019-05-15', () => {
    const received = aCase().registered(tuesday('2019-05-14'));
    expect(deadlineOf(received)).toMatchObject({
      ruleSet: 'regulation-2008',
      correctionNoticeDueOn: null,
      dueOn: tuesday('2019-06-04'),
    });
    expect(deadlineOf(received, policyWith({ preMay2019Regime: 'newRegulation' }))).toMatchObject({
      ruleSet: 'regulation-2019',
      dueOn: wednesday('2019-06-12'),
    });
    expect(deadlineOf(aCase().registered(wednesday('2019-05-15'))).ruleSet).toBe('regulation-2019');
  });
});

describe('the working-out', () => {
  const { workings } = deadlineOf(
    aCase().registered(tuesday('2019-09-24')).extended('2019-10-25', 5),
  );

  it('begins with the receipt, which does not count, and ends with the last day', () => {
    expect(workings[0]).toEqual({
      on: '2019-09-24',
      counted: false,
      day: null,
      why: '收到申请，自次日起算',
    });
    // Five working days after Fri 2019-10-25.
    expect(workings.at(-1)).toMatchObject({ on: friday('2019-11-01'), counted: true, day: 25 });
    expect(workings.at(-1)?.why).toContain('延长期第 5 日');
  });

  it('numbers the counted days from 1 to the limit', () => {
    const days = workings.filter(({ counted }) => counted).map(({ day }) => day);
    expect(days).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  });

  it('names make-up days and holidays', () => {
    const why = (on: string) => workings.find((line) => line.on === on)?.why;
    expect(why(sunday('2019-09-29'))).toContain('调休上班');
    expect(why(saturday('2019-10-12'))).toContain('调休上班');
    expect(why(tuesday('2019-10-01'))).toContain('国庆');
    expect(why(saturday('2019-10-19'))).toBe('周末');
  });

  it('names excluded days', () => {
    const consulted = deadlineOf(
      aCase()
        .registered('2023-09-11')
        .consulted({ sentOn: '2023-09-15', answeredOn: '2023-10-12' }),
    );
    const excluded = consulted.workings.filter(({ why }) => why.startsWith('征求意见'));
    expect(excluded).toHaveLength(15);
    expect(excluded[0]?.on).toBe(monday('2023-09-18'));
    expect(excluded.at(-1)?.on).toBe(thursday('2023-10-12'));
  });

  it('counts nothing while a correction is awaited', () => {
    const { workings: lines } = deadlineOf(
      aCase().registered('2021-09-10').correctionNotified('2021-09-22'),
    );
    expect(lines.map(({ on, counted }) => [on, counted])).toEqual([
      ['2021-09-10', false],
      ['2021-09-22', false],
    ]);
  });
});

describe('a date that can still move', () => {
  it('is provisional while an opinion is awaited: fifteen working days are expected', () => {
    // Received by the third party Mon 2023-09-18: its term ends Fri 2023-10-13, see example 8.
    const open = aCase()
      .registered(monday('2023-09-11'))
      .consulted({ sentOn: friday('2023-09-15'), deliveredOn: monday('2023-09-18') });
    // Four days counted by 09-15, sixteen more after 10-13: 10-16 … 11-06.
    expect(deadlineOf(open)).toMatchObject({ dueOn: monday('2023-11-06'), provisional: true });
    const silent = open.does({
      type: 'RecordThirdPartySilence',
      on: monday('2023-10-16'),
      consultationId: 'c1',
    });
    expect(deadlineOf(silent)).toMatchObject({ dueOn: monday('2023-11-06'), provisional: false });
  });

  it('is provisional beyond the published calendar', () => {
    const { provisional, provisionalBecause } = deadlineOf(aCase().registered('2026-12-10'));
    expect(provisional).toBe(true);
    expect(provisionalBecause).toEqual(['2026-12-31 以后的放假安排尚未公布']);
  });

  it('is fixed by a reasonable period, which replaces the term', () => {
    const fixed = aCase()
      .registered(tuesday('2022-09-20'))
      .reasonsRequested('2022-09-26')
      .reasonsReceived('2022-10-08')
      .reasonablePeriod('2022-10-10', '2022-12-30');
    const { dueOn, baseDueOn, provisional, workings } = deadlineOf(fixed);
    expect({ dueOn, baseDueOn, provisional }).toEqual({
      dueOn: '2022-12-30',
      baseDueOn: '2022-10-21',
      provisional: false,
    });
    expect(workings.at(-1)?.why).toContain('条例第三十五条');
  });
});

describe('an extension', () => {
  it('that is told after the term is over extends nothing', () => {
    const late = deadlineOf(
      aCase({ attested: true }).registered('2022-09-20').extended(monday('2022-10-24')),
    );
    expect(late.dueOn).toBe(friday('2022-10-21'));
    expect(late.workings.at(-1)).toMatchObject({ on: '2022-10-24', counted: false });
  });

  it('is fifteen working days at most under the regulation of 2008', () => {
    const received = aCase().registered(tuesday('2019-05-14')).extended('2019-06-04', 15);
    // 06-07 端午 off: 15 working days after 2019-06-04 end on 2019-06-26.
    expect(deadlineOf(received).dueOn).toBe(wednesday('2019-06-26'));
  });
});
