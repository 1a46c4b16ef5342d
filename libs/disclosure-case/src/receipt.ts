import type { CalendarView, IsoDate } from '@sunledger/working-days';

import type { Channel } from './vocabulary';

/** The dates from which the date of receipt follows, as far as they are known. */
export interface ReceiptFacts {
  readonly submittedOn?: IsoDate;
  /** The day the agency signed for it, or it was put on the desk. */
  readonly arrivedOn?: IsoDate;
  /** The day both sides confirmed. */
  readonly confirmedOn?: IsoDate;
}

/** The date of receipt, or which fact is missing to know it. */
export type ReceiptDate =
  | { readonly receivedOn: IsoDate; readonly rule: string }
  | { readonly missing: keyof ReceiptFacts; readonly rule: string };

/**
 * The date of receipt by channel (条例第三十一条): in person the day of submission, signed-for mail
 * the day of signing, ordinary mail, internet and fax the day both sides confirm. For other
 * channels the day on which the office got it.
 */
export function receiptDate(channel: Channel, facts: ReceiptFacts): ReceiptDate {
  const from = (key: keyof ReceiptFacts, rule: string): ReceiptDate => {
    const receivedOn = facts[key];
    return receivedOn === undefined ? { missing: key, rule } : { receivedOn, rule };
  };
  switch (channel) {
    case 'inPerson':
      return from('submittedOn', '当面提交的，以提交之日为收到之日（条例第三十一条第一项）');
    case 'signedMail':
      return from('arrivedOn', '需签收的邮寄，以签收之日为收到之日（条例第三十一条第二项）');
    case 'ordinaryMail':
      return from('confirmedOn', '平常信函，以与申请人确认之日为收到之日（条例第三十一条第二项）');
    case 'internet':
    case 'fax':
      return from('confirmedOn', '网络或传真，以双方确认之日为收到之日（条例第三十一条第三项）');
    case 'other':
      return from('arrivedOn', '其他渠道，以工作机构实际收到之日为收到之日');
  }
}

/**
 * Working days between submission and confirmation. A long gap is a known ground of dispute: the
 * applicant may count from the day of filing.
 */
export const confirmationGap = (facts: ReceiptFacts, calendar: CalendarView): number =>
  facts.submittedOn === undefined || facts.confirmedOn === undefined
    ? 0
    : calendar.workingDaysBetween(facts.submittedOn, facts.confirmedOn);
