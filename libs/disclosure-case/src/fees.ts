/** 信息处理费 (国办函〔2020〕109号, in force 2021-01-01). Amounts in yuan. */

/** First date of receipt for which a fee may be charged. */
export const feesFrom = '2021-01-01';

/** One band of a progressive tariff: from the number `from` on, each unit costs `yuanEach`. */
interface Band {
  readonly from: number;
  readonly yuanEach: number;
}

const volumeBands: readonly Band[] = [
  { from: 1, yuanEach: 0 },
  { from: 31, yuanEach: 10 },
  { from: 101, yuanEach: 20 },
  { from: 201, yuanEach: 40 },
];

/** Requests of one applicant in one calendar month up to this number are free. */
const freeRequests = 10;

/**
 * What the nth request of an applicant within one calendar month costs by itself: 1–10 free,
 * 11–30 100 yuan, then 100 yuan more for every further band of ten (31–40 200, 41–50 300 …).
 */
export function feeOfNthRequest(ordinalInMonth: number): number {
  if (ordinalInMonth <= freeRequests) return 0;
  if (ordinalInMonth <= 30) return 100;
  return 100 * (2 + Math.floor((ordinalInMonth - 31) / 10));
}

/** What the first `count` requests of an applicant in one month cost together (按件). */
export const feePerRequests = (count: number): number =>
  Array.from({ length: Math.max(count, 0) }, (_, at) => feeOfNthRequest(at + 1)).reduce(
    (sum, fee) => sum + fee,
    0,
  );

/**
 * What `units` requests cost when the first of them is the `ordinalInMonth`th of the month; a
 * request of several items may be split into the smallest reasonable units (109号 art 4).
 */
export const feeOfRequest = (ordinalInMonth: number, units = 1): number =>
  feePerRequests(ordinalInMonth + units - 1) - feePerRequests(ordinalInMonth - 1);

/** What `pages` pages cost (按量): 1–30 free, 31–100 10, 101–200 20, from 201 40 yuan a page. */
export const feePerVolume = (pages: number): number =>
  volumeBands.reduce((sum, { from, yuanEach }, at) => {
    const through = (volumeBands[at + 1]?.from ?? Infinity) - 1;
    return sum + yuanEach * Math.max(0, Math.min(pages, through) - from + 1);
  }, 0);
