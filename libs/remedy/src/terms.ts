import type { CalendarView, IsoDate, TermEnd } from '@sunledger/working-days';

/**
 * Last day to apply for 行政复议: 60 natural days from learning of the decision (行政复议法
 * art 20), that day not counted, rolled off a day of rest (民法典 arts 201, 203).
 * @param deliveredOn the day on which the reply was delivered.
 */
export const reviewDueOn = (deliveredOn: IsoDate, calendar: CalendarView): TermEnd =>
  calendar.naturalTermEnd(deliveredOn, 60);

/**
 * Last day to sue without a review before: six months (行政诉讼法 art 46), counted by months
 * (民法典 arts 202, 203).
 * @param deliveredOn the day on which the reply was delivered.
 */
export const suitDueOn = (deliveredOn: IsoDate, calendar: CalendarView): TermEnd =>
  calendar.monthTermEnd(deliveredOn, 6);

/**
 * Last day to sue after a review: 15 natural days (行政诉讼法 art 45; 行政复议法 art 34).
 * @param endedOn the day on which the review decision was delivered, or on which the term of the
 *   review ran out without one.
 */
export const suitAfterReviewDueOn = (endedOn: IsoDate, calendar: CalendarView): TermEnd =>
  calendar.naturalTermEnd(endedOn, 15);
