import { Type } from '@sinclair/typebox';

import { paymentWorkingDays } from '../clock/rule-sets';
import { requestEventSchemas } from '../events';
import { OnDate } from '../events/fields';
import { feeOfRequest, feePerVolume, feesFrom } from '../fees';
import { afterFactsInHand, command, decideWhen, evidenced, inHand, inOrder, must } from './command';
import { runningDueOn } from './term';

const on = { on: OnDate };

/** 信息处理费: assessed on one basis, noticed within the term, paid within 20 working days. */
export const feeCommands = {
  AssessFee: command({
    label: '计算信息处理费',
    permittedIn: inHand,
    schema: Type.Object({
      ...on,
      ...requestEventSchemas.FeeAssessed.properties,
      amountYuan: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
    decide: ({ on: occurredOn, amountYuan, ...data }, state, facts) => {
      const expectedYuan = expectedFee(data);
      return decideWhen(
        facts,
        [
          must((state.receivedOn ?? feesFrom) >= feesFrom, 'fee-before-2021', {
            receivedOn: state.receivedOn,
          }),
          must(state.fee === undefined, 'fee-already-assessed', {
            amountYuan: state.fee?.amountYuan,
          }),
          must(data.pages === undefined || data.ordinalInMonth === undefined, 'fee-both-bases'),
          must(expectedYuan !== undefined, 'fee-facts-missing', {
            missing: data.basis === 'perVolume' ? '页数' : '本月第几件',
          }),
          must(amountYuan === undefined || amountYuan === expectedYuan, 'fee-amount-wrong', {
            expectedYuan,
            amountYuan,
          }),
        ],
        () => [
          {
            type: 'FeeAssessed',
            occurredOn,
            data: { ...data, amountYuan: expectedYuan ?? 0 },
          },
        ],
      );
    },
  }),
  DispatchFeeNotice: command({
    label: '发出收费通知',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.FeeNoticeDispatched.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const dueOn = runningDueOn(state, facts);
      return decideWhen(
        facts,
        [
          must(state.fee !== undefined, 'fee-not-assessed'),
          must((state.fee?.amountYuan ?? 1) > 0, 'fee-is-zero'),
          must(state.fee?.noticeDispatchedOn === undefined, 'fee-notice-already-sent', {
            dispatchedOn: state.fee?.noticeDispatchedOn,
          }),
          inOrder('计收费用', state.fee?.assessedOn, '收费通知发出', occurredOn),
          must(dueOn === null || occurredOn <= dueOn, 'fee-notice-after-due', {
            dueOn,
            on: occurredOn,
          }),
        ],
        () => [{ type: 'FeeNoticeDispatched', occurredOn, data }],
      );
    },
  }),
  RecordFeeNoticeDelivery: command({
    label: '登记收费通知送达',
    // Letters to third parties may be out at the same time, so the status alone does not say.
    permittedIn: inHand,
    schema: Type.Omit(
      Type.Object({ ...on, ...requestEventSchemas.FeeNoticeDelivered.properties }),
      ['paymentDueOn'],
    ),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          must(state.fee?.noticeDispatchedOn !== undefined, 'fee-notice-not-sent'),
          must(state.fee?.noticeDeliveredOn === undefined, 'fee-notice-already-delivered', {
            deliveredOn: state.fee?.noticeDeliveredOn,
          }),
          must(state.fee?.paidOn === undefined, 'fee-already-paid', { paidOn: state.fee?.paidOn }),
          inOrder('收费通知发出', state.fee?.noticeDispatchedOn, '收费通知送达', occurredOn),
        ],
        () => [
          {
            type: 'FeeNoticeDelivered',
            occurredOn,
            data: {
              ...data,
              paymentDueOn: facts.calendar.addWorkingDays(occurredOn, paymentWorkingDays).on,
            },
          },
        ],
      ),
  }),
  ReceiveFeePayment: command({
    label: '收到缴费',
    permittedIn: inHand,
    schema: Type.Object({ ...on, ...requestEventSchemas.FeePaid.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) => {
      const fee = state.fee;
      return decideWhen(
        facts,
        [
          must(fee?.noticeDispatchedOn !== undefined, 'fee-notice-not-sent'),
          must(fee?.paidOn === undefined, 'fee-already-paid', { paidOn: fee?.paidOn }),
          must(data.amountYuan === fee?.amountYuan, 'fee-amount-wrong', {
            expectedYuan: fee?.amountYuan,
            amountYuan: data.amountYuan,
          }),
          inOrder('收费通知发出', fee?.noticeDispatchedOn, '缴费', occurredOn),
          must(
            fee?.paymentDueOn === undefined || occurredOn <= fee.paymentDueOn,
            'fee-after-period',
            { paymentDueOn: fee?.paymentDueOn },
          ),
        ],
        () => [{ type: 'FeePaid', occurredOn, data }],
      );
    },
  }),
  LapseFee: command({
    label: '认定逾期未缴费',
    permittedIn: inHand,
    schema: Type.Object(on),
    decide: ({ on: occurredOn }, state, facts) => {
      const paymentDueOn = state.fee?.paymentDueOn;
      return decideWhen(
        facts,
        [
          must((state.receivedOn ?? feesFrom) >= feesFrom, 'fee-before-2021', {
            receivedOn: state.receivedOn,
          }),
          evidenced(state.fee?.noticeDispatchedOn !== undefined, 'fee-notice-not-sent'),
          must(state.fee?.paidOn === undefined, 'fee-already-paid', { paidOn: state.fee?.paidOn }),
          ...afterFactsInHand(state, '逾期未缴费', occurredOn),
          evidenced(paymentDueOn !== undefined, 'fee-not-delivered'),
          must(paymentDueOn === undefined || occurredOn > paymentDueOn, 'fee-period-running', {
            paymentDueOn,
          }),
        ],
        () => [{ type: 'FeeLapsed', occurredOn, data: {} }],
      );
    },
  }),
} as const;

/** The amount the tariff gives, or `undefined` while the facts for its basis are missing. */
function expectedFee(data: {
  readonly basis: 'perRequest' | 'perVolume';
  readonly ordinalInMonth?: number;
  readonly units?: number;
  readonly pages?: number;
}): number | undefined {
  if (data.basis === 'perVolume') {
    return data.pages === undefined ? undefined : feePerVolume(data.pages);
  }
  return data.ordinalInMonth === undefined
    ? undefined
    : feeOfRequest(data.ordinalInMonth, data.units);
}
