import { Type } from '@sinclair/typebox';

import { DeliveryMethodSchema } from '../vocabulary';
import { DocumentNumber, OnDate, OptionalText } from './fields';

/** 信息处理费 (条例 art 42; 国办函〔2020〕109号). Amounts in whole yuan. */
export const feeEvents = {
  FeeAssessed: Type.Object({
    basis: Type.Union([Type.Literal('perRequest'), Type.Literal('perVolume')]),
    /** Place of this request among the applicant's requests of the calendar month. */
    ordinalInMonth: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Smallest reasonable units a multi-item request was split into (109号 art 4). */
    units: Type.Optional(Type.Integer({ minimum: 1 })),
    pages: Type.Optional(Type.Integer({ minimum: 0 })),
    amountYuan: Type.Integer({ minimum: 0 }),
  }),
  FeeNoticeDispatched: Type.Object({
    method: DeliveryMethodSchema,
    documentNumber: Type.Optional(DocumentNumber),
  }),
  FeeNoticeDelivered: Type.Object({ paymentDueOn: OnDate, proof: OptionalText }),
  FeePaid: Type.Object({
    amountYuan: Type.Integer({ minimum: 1 }),
    receiptNumber: OptionalText,
  }),
  FeeLapsed: Type.Object({}),
} as const;
