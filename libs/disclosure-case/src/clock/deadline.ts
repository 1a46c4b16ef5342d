import type { Policy } from '@sunledger/policy';
import { addDays, type CalendarView, type IsoDate, maxDate } from '@sunledger/working-days';

import type { ClockFacts } from './clock-facts';
import { type ExcludedSpan, excludedSpans } from './excluded-spans';
import { type RuleSet, ruleSetFor } from './rule-sets';

/** One line of the working-out: a day, whether it counts, its number, and why. */
export interface WorkingLine {
  readonly on: IsoDate;
  readonly counted: boolean;
  /** Number of the day within the term; `null` for days that do not count. */
  readonly day: number | null;
  readonly why: string;
}

/** Until when the reply must leave the office, and how that was worked out. */
export interface Deadline {
  readonly ruleSet: RuleSet['id'];
  readonly receivedOn: IsoDate;
  /** The day from whose morrow the running term counts: receipt, correction or payment. */
  readonly countedFrom: IsoDate;
  /** Last day for the one correction notice (art 30); `null` under the 2008 regulation. */
  readonly correctionNoticeDueOn: IsoDate | null;
  /** The term from receipt alone: no restart, no exclusion, no extension. */
  readonly plainDueOn: IsoDate;
  /** Before extension; `null` while a correction or payment is awaited. */
  readonly baseDueOn: IsoDate | null;
  /** After extension or replacement by a reasonable period. */
  readonly dueOn: IsoDate | null;
  /** True when the date can still move without anybody acting wrongly. */
  readonly provisional: boolean;
  /** Why it is provisional, in Chinese; empty when it is not. */
  readonly provisionalBecause: readonly string[];
  readonly excludedWorkingDays: number;
  readonly workings: readonly WorkingLine[];
}

/** Longest walk after the last excluded span, in days: 40 working days and long holidays. */
const walkDaysMax = 400;

/**
 * Until when the agency must reply (条例第三十、三十一、三十三、三十五条). Pure: the same facts,
 * calendar and policy give the same answer on any day. The verbs are distinct: *start* at receipt,
 * *restart* on correction (and payment), *exclude* the union of consultation spans, *extend*,
 * *replace* by a reasonable period.
 */
export function deadline(facts: ClockFacts, calendar: CalendarView, policy: Policy): Deadline {
  const rules = ruleSetFor(facts.receivedOn, policy);
  const spans = excludedSpans(facts, calendar, policy);
  const start = startOf(facts, calendar, policy);
  const walk = walkTerm(start.from, rules, facts.extension, spans, calendar);
  const noticeDays = rules.correctionNoticeWorkingDays;
  const received = receiptDay(facts.receivedOn, calendar, policy);
  const plain = calendar.addWorkingDays(received, rules.replyWorkingDays);
  const replaced = facts.reasonablePeriod;
  const ends = endsOf(start, walk, replaced);

  return {
    ruleSet: rules.id,
    receivedOn: facts.receivedOn,
    countedFrom: start.from,
    correctionNoticeDueOn:
      noticeDays === null ? null : calendar.addWorkingDays(received, noticeDays).on,
    plainDueOn: plain.on,
    baseDueOn: ends.baseDueOn,
    dueOn: ends.dueOn,
    ...provisionalOf(start, walk, spans, replaced !== undefined, calendar),
    excludedWorkingDays: walk.excluded,
    workings: [
      { on: facts.receivedOn, counted: false, day: null, why: '收到申请，自次日起算' },
      ...start.lines,
      // While a correction or payment is awaited no term runs that could be worked out.
      ...(start.moot ? [] : walk.lines),
      ...(replaced === undefined ? [] : [replacementLine(replaced)]),
    ],
  };
}

interface Start {
  readonly from: IsoDate;
  /** The clock is moot: the applicant has been asked to correct or to pay and has not yet. */
  readonly moot: boolean;
  readonly lines: readonly WorkingLine[];
}

/** Filing on a rest day: some offices count it as received on the next working day. */
const receiptDay = (on: IsoDate, calendar: CalendarView, policy: Policy): IsoDate =>
  policy.restDayReceipt === 'nextWorkingDay' ? calendar.nextWorkingDay(on) : on;

/**
 * Where the running term starts. A correction restarts it at zero on the day the corrected
 * application is received (条例第三十条); so does payment of the fee (国办函〔2020〕109号, policy).
 * A notice sent after the seventh working day does not restart it unless policy says so.
 */
function startOf(facts: ClockFacts, calendar: CalendarView, policy: Policy): Start {
  let from = receiptDay(facts.receivedOn, calendar, policy);
  let moot = false;
  const lines: WorkingLine[] = [];
  if (from !== facts.receivedOn) {
    lines.push({ on: from, counted: false, day: null, why: '休息日收到，按下一工作日为收到日' });
  }
  for (const { dispatchedOn, late, receivedOn, lapsedOn } of facts.corrections) {
    if (dispatchedOn === undefined) continue;
    if (late && !policy.lateCorrectionRestartsClock) {
      lines.push({
        on: dispatchedOn,
        counted: false,
        day: null,
        why: '补正通知超过七个工作日发出，期限不重新起算',
      });
    } else if (receivedOn === undefined) {
      moot = lapsedOn === undefined;
      const why = '告知补正，收到补正后重新起算期限（条例第三十条）';
      lines.push({ on: dispatchedOn, counted: false, day: null, why });
    } else {
      moot = false;
      // Art 31 says when a corrected application is received, too.
      const correctedOn = receiptDay(receivedOn, calendar, policy);
      if (correctedOn >= from) from = correctedOn;
      lines.push({
        on: correctedOn,
        counted: false,
        day: null,
        why: '收到补正后的申请，期限自次日起重新起算（条例第三十条）',
      });
    }
  }
  if (policy.feePaymentRestartsClock && facts.feeNoticeSentOn !== undefined) {
    moot ||= facts.paidOn === undefined;
    const why = '发出收费通知，缴费后重新起算期限';
    lines.push({ on: facts.feeNoticeSentOn, counted: false, day: null, why });
  }
  if (policy.feePaymentRestartsClock && facts.paidOn !== undefined) {
    if (facts.paidOn >= from) from = facts.paidOn;
    lines.push({
      on: facts.paidOn,
      counted: false,
      day: null,
      why: '收到信息处理费，期限自次日起重新起算',
    });
  }
  return { from, moot, lines };
}

interface Walk {
  readonly baseDueOn: IsoDate;
  readonly dueOn: IsoDate;
  readonly excluded: number;
  readonly lines: readonly WorkingLine[];
}

/**
 * Walks day by day: a day counts when it is a working day in no excluded span (民法典第二百零一
 * 条: the day itself does not count). Spans are never added arithmetically, since they overlap.
 */
function walkTerm(
  from: IsoDate,
  { replyWorkingDays: limit, extensionWorkingDaysMax }: RuleSet,
  extension: ClockFacts['extension'],
  spans: readonly ExcludedSpan[],
  calendar: CalendarView,
): Walk {
  const lines: WorkingLine[] = [];
  let total = limit;
  let on = from;
  let day = 0;
  let excluded = 0;
  let baseDueOn = from;
  const lastExcluded = spans.reduce((last, { through }) => maxDate(last, through), from);
  const bound = addDays(lastExcluded, walkDaysMax);
  while (day < total) {
    if (on > bound) throw new Error(`term from ${from} does not end`);
    on = addDays(on, 1);
    const flag = calendar.day(on);
    const span = spans.find(({ after, through }) => after < on && on <= through);
    if (!flag.working) {
      lines.push({ on, counted: false, day: null, why: flag.name ?? restDayWord[flag.kind] });
    } else if (span !== undefined) {
      excluded += 1;
      lines.push({ on, counted: false, day: null, why: span.why });
    } else {
      day += 1;
      lines.push({ on, counted: true, day, why: countedWhy(flag, day, limit) });
      if (day !== limit) continue;
      baseDueOn = on;
      if (extension === undefined) continue;
      if (extension.notifiedOn <= on) {
        total += Math.min(extension.workingDays, extensionWorkingDaysMax);
      } else {
        // An extension told after the term is over extends nothing (条例第三十三条).
        const why = '答复期限届满后才告知延期，不延长期限';
        lines.push({ on: extension.notifiedOn, counted: false, day: null, why });
      }
    }
  }
  return { baseDueOn, dueOn: on, excluded, lines };
}

const restDayWord = {
  weekday: '工作日',
  weekend: '周末',
  holiday: '节假日',
  makeUp: '调休上班日',
  unpublished: '周末（放假安排尚未公布）',
} as const;

function countedWhy(
  flag: { readonly kind: keyof typeof restDayWord },
  day: number,
  limit: number,
): string {
  const kind =
    flag.kind === 'makeUp'
      ? '调休上班，计入'
      : flag.kind === 'unpublished'
        ? '工作日（放假安排尚未公布，暂计）'
        : '工作日';
  return day > limit ? `${kind}（延长期第 ${day - limit} 日）` : kind;
}

const endsOf = (
  start: Start,
  walk: Walk,
  replaced: ClockFacts['reasonablePeriod'],
): Pick<Deadline, 'baseDueOn' | 'dueOn'> => {
  if (replaced !== undefined) return { baseDueOn: walk.baseDueOn, dueOn: replaced.dueOn };
  if (start.moot) return { baseDueOn: null, dueOn: null };
  return { baseDueOn: walk.baseDueOn, dueOn: walk.dueOn };
};

const replacementLine = (replaced: { fixedOn: IsoDate; dueOn: IsoDate }): WorkingLine => ({
  on: replaced.dueOn,
  counted: false,
  day: null,
  why: `${replaced.fixedOn} 确定合理期限，答复期限改为本日（条例第三十五条）`,
});

function provisionalOf(
  start: Start,
  walk: Walk,
  spans: readonly ExcludedSpan[],
  replaced: boolean,
  calendar: CalendarView,
): Pick<Deadline, 'provisional' | 'provisionalBecause'> {
  if (replaced) return { provisional: false, provisionalBecause: [] };
  const because = [
    ...(walk.dueOn > calendar.coveredThrough
      ? [`${calendar.coveredThrough} 以后的放假安排尚未公布`]
      : []),
    ...(spans.some(({ expected }) => expected) ? ['征求意见尚未结束，结束日按最长期限预计'] : []),
    ...(start.moot ? ['等待申请人补正或缴费，此后期限重新起算'] : []),
  ];
  return { provisional: because.length > 0, provisionalBecause: because };
}
