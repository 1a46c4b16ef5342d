import { aCase, given } from '@sunledger/disclosure-case/testing';
import { monday, thursday, tuesday, wednesday } from '@sunledger/working-days/testing';

// Worked example 15: received Mon 2025-03-10 (due Tue 2025-04-08), notice delivered Tue 03-25.
const open = aCase().registered(monday('2025-03-10'));
const notified = open.feeNotified('2025-03-24');
const delivered = notified.feeNoticeDelivered(tuesday('2025-03-25'));
const assess = { type: 'AssessFee', on: '2025-03-24', basis: 'perVolume', pages: 68 } as const;

describe('assessing a fee', () => {
  it('computes the amount from the tariff', () => {
    given(open)
      .when(assess)
      .then({ type: 'FeeAssessed', data: expect.objectContaining({ amountYuan: 380 }) });
    given(open)
      .when({ type: 'AssessFee', on: '2025-03-24', basis: 'perRequest', ordinalInMonth: 31 })
      .then({ type: 'FeeAssessed', data: expect.objectContaining({ amountYuan: 200 }) });
    given(open)
      .when({ ...assess, amountYuan: 400 })
      .refused('fee-amount-wrong', { expectedYuan: 380, amountYuan: 400 });
  });

  it('takes one basis and its facts', () => {
    given(open)
      .when({ ...assess, ordinalInMonth: 11 })
      .refused('fee-both-bases');
    given(open)
      .when({ type: 'AssessFee', on: '2025-03-24', basis: 'perVolume' })
      .refused('fee-facts-missing', { missing: '页数' });
    given(open)
      .when({ type: 'AssessFee', on: '2025-03-24', basis: 'perRequest' })
      .refused('fee-facts-missing', { missing: '本月第几件' });
  });

  it('happens once, and never for what was received before 2021', () => {
    given(open.does(assess)).when(assess).refused('fee-already-assessed', { amountYuan: 380 });
    given(aCase().registered(thursday('2020-12-31')))
      .when({ ...assess, on: '2021-01-04' })
      .refused('fee-before-2021', { receivedOn: '2020-12-31' });
    given(aCase().registered('2021-01-01'))
      .when({ ...assess, on: '2021-01-04' })
      .accepted();
  });
});

describe('the notice', () => {
  const dispatch = { type: 'DispatchFeeNotice', on: '2025-03-24', method: 'byHand' } as const;

  it('is sent once, for an amount, within the term', () => {
    given(open).when(dispatch).refused('fee-not-assessed');
    given(open.does({ ...assess, pages: 30 }))
      .when(dispatch)
      .refused('fee-is-zero');
    given(notified).when(dispatch).refused('fee-notice-already-sent');
    given(open.does(assess))
      .when({ ...dispatch, on: tuesday('2025-04-08') })
      .accepted();
    given(open.does(assess))
      .when({ ...dispatch, on: wednesday('2025-04-09') })
      .refused('fee-notice-after-due', { dueOn: '2025-04-08' });
    given(open.does(assess))
      .when({ ...dispatch, on: '2025-03-21' })
      .refused('date-out-of-order', { earlierWhat: '计收费用' });
  });

  it('fixes the last day to pay: twenty working days from its delivery', () => {
    given(notified)
      .when({ type: 'RecordFeeNoticeDelivery', on: tuesday('2025-03-25') })
      .then({ type: 'FeeNoticeDelivered', data: { paymentDueOn: wednesday('2025-04-23') } });
    given(open)
      .when({ type: 'RecordFeeNoticeDelivery', on: '2025-03-25' })
      .refused('fee-notice-not-sent');
    given(delivered)
      .when({ type: 'RecordFeeNoticeDelivery', on: '2025-03-26' })
      .refused('fee-notice-already-delivered', { deliveredOn: '2025-03-25' });
  });

  it('can be delivered while a letter to a third party is out', () => {
    given(notified.consulted({ sentOn: '2025-03-25' }))
      .when({ type: 'RecordFeeNoticeDelivery', on: '2025-03-25' })
      .accepted();
  });
});

describe('payment', () => {
  const pay = { type: 'ReceiveFeePayment', on: tuesday('2025-04-15'), amountYuan: 380 } as const;

  it('is of the amount, after the notice, by the last day', () => {
    given(delivered)
      .when(pay)
      .then({ type: 'FeePaid', data: { amountYuan: 380 } });
    given(delivered)
      .when({ ...pay, amountYuan: 300 })
      .refused('fee-amount-wrong');
    given(open).when(pay).refused('fee-notice-not-sent');
    given(delivered.feePaid('2025-04-15')).when(pay).refused('fee-already-paid');
    given(delivered)
      .when({ ...pay, on: '2025-03-21' })
      .refused('date-out-of-order');
    given(delivered)
      .when({ ...pay, on: wednesday('2025-04-23') })
      .accepted();
    given(delivered)
      .when({ ...pay, on: thursday('2025-04-24') })
      .refused('fee-after-period', { paymentDueOn: '2025-04-23' });
  });
});

describe('a fee that is never paid', () => {
  const lapse = { type: 'LapseFee', on: thursday('2025-04-24') } as const;

  it('lapses from the day after the last day (worked example 15)', () => {
    given(delivered).when(lapse).then({ type: 'FeeLapsed', occurredOn: '2025-04-24' });
    given(delivered)
      .when({ ...lapse, on: wednesday('2025-04-23') })
      .refused('fee-period-running', { paymentDueOn: '2025-04-23' });
  });

  it('needs proof of delivery and a notice, which a ledger may owe', () => {
    given(notified).when(lapse).refused('fee-not-delivered');
    given(open).when(lapse).refused('fee-notice-not-sent');
    given(open).when(lapse, { attested: true }).warned('fee-notice-not-sent', 'fee-not-delivered');
    given(notified)
      .when({ ...lapse, on: '2025-03-21' }, { attested: true })
      .refused('date-out-of-order');
  });

  it('is refused after payment, and before 2021 whoever attests it', () => {
    given(delivered.feePaid('2025-04-15')).when(lapse).refused('fee-already-paid');
    given(aCase().registered('2020-12-31'))
      .when({ type: 'LapseFee', on: '2021-03-01' }, { attested: true })
      .refused('fee-before-2021');
  });
});
