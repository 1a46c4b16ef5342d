import type { Policy } from '@sunledger/policy';
import type { IsoDate } from '@sunledger/working-days';

/** The terms of one edition of the regulation, in working days. */
export interface RuleSet {
  readonly id: 'regulation-2008' | 'regulation-2019';
  /** First day of receipt it applies to. */
  readonly from: IsoDate;
  readonly replyWorkingDays: number;
  readonly extensionWorkingDaysMax: number;
  /** Days to send the one correction notice; the 2008 regulation set none. */
  readonly correctionNoticeWorkingDays: number | null;
  readonly basis: string;
}

const regulation2008: RuleSet = {
  id: 'regulation-2008',
  from: '2008-05-01',
  replyWorkingDays: 15,
  extensionWorkingDaysMax: 15,
  correctionNoticeWorkingDays: null,
  basis: '2008年条例第二十四条',
};

const regulation2019: RuleSet = {
  id: 'regulation-2019',
  from: '2019-05-15',
  replyWorkingDays: 20,
  extensionWorkingDaysMax: 20,
  correctionNoticeWorkingDays: 7,
  basis: '条例第三十三条',
};

/** The rule sets in order of validity; a new edition is one more row. */
export const ruleSets: readonly RuleSet[] = [regulation2008, regulation2019];

/**
 * The rule set for a request by its date of receipt. Which one governs requests received before
 * 2019-05-15 and still open then is unstated, so `preMay2019Regime` decides.
 */
export const ruleSetFor = (receivedOn: IsoDate, policy: Policy): RuleSet =>
  receivedOn < regulation2019.from && policy.preMay2019Regime === 'lawAtReceipt'
    ? regulation2008
    : regulation2019;

/** Third parties and co-makers answer within this many working days of receipt (arts 32, 34). */
export const opinionWorkingDays = 15;

/** Payment within this many working days from the day after receiving the fee notice. */
export const paymentWorkingDays = 20;
