import { refuse, type Refusal } from '@sunledger/decider';
import {
  type ClockFacts,
  type Deadline,
  deadline,
  opinionWorkingDays,
  paymentWorkingDays,
  ruleSetFor,
} from '@sunledger/disclosure-case';
import type { Policy } from '@sunledger/policy';
import { reviewDueOn, suitDueOn } from '@sunledger/remedy';
import { type CalendarView, isIsoDate, type IsoDate } from '@sunledger/working-days';

/** The facts of a term as somebody asks about them, without a case. All dates `YYYY-MM-DD`. */
export interface DeadlineQuestion {
  readonly receivedOn?: IsoDate;
  readonly correctionRequestedOn?: IsoDate;
  readonly correctedOn?: IsoDate;
  readonly consultations?: readonly { readonly sentOn: IsoDate; readonly answeredOn?: IsoDate }[];
  readonly extendedOn?: IsoDate;
  /** Working days granted; the full extension of the rule set when left out. */
  readonly extensionWorkingDays?: number;
  readonly reasonablePeriodDueOn?: IsoDate;
  readonly feeNoticeDeliveredOn?: IsoDate;
  readonly feePaidOn?: IsoDate;
  /** A third party or another agency received the letter asking for its opinion. */
  readonly letterReceivedOn?: IsoDate;
  readonly replyDeliveredOn?: IsoDate;
}

/** The due dates with their working-out, plus the terms that run for others. */
export interface DeadlineAnswer extends Partial<Deadline> {
  /** 15 working days from receipt of the letter (条例 arts 32, 34). */
  readonly opinionDueOn?: IsoDate;
  /** 20 working days from the day after the fee notice was received. */
  readonly paymentDueOn?: IsoDate;
  /** 60 days for 行政复议 (行政复议法 art 20). */
  readonly reviewDueOn?: IsoDate;
  /** Six months for a suit (行政诉讼法 art 46). */
  readonly suitDueOn?: IsoDate;
}

type DeadlineRefusal =
  | 'date-unreal'
  | 'nothing-to-work-from'
  | 'date-before-receipt'
  | 'extension-notice-after-due'
  | 'extension-too-long';

/**
 * Works out a term from its bare facts.
 * @returns a refusal for a date that is none, for nothing to work from, or for an extension that
 *   extends nothing (条例第三十三条): it was told after the term, or is longer than the law allows.
 */
export function workOutDeadline(
  question: DeadlineQuestion,
  calendar: CalendarView,
  policy: Policy,
): DeadlineAnswer | Refusal<DeadlineRefusal> {
  const dates = [
    ...Object.values(question).filter((value): value is string => typeof value === 'string'),
    ...(question.consultations ?? []).flatMap((one) => Object.values(one)),
  ];
  const unreal = dates.find((date): boolean => !isIsoDate(date));
  if (unreal !== undefined) return refuse('date-unreal', { on: unreal });
  const { receivedOn, letterReceivedOn, replyDeliveredOn, feeNoticeDeliveredOn } = question;
  if (
    receivedOn === undefined &&
    letterReceivedOn === undefined &&
    replyDeliveredOn === undefined
  ) {
    return refuse('nothing-to-work-from');
  }
  const early = (question.consultations ?? [])
    .map(({ sentOn }) => sentOn)
    .concat(
      question.correctionRequestedOn ?? [],
      question.correctedOn ?? [],
      question.extendedOn ?? [],
    )
    .find((on) => on < (receivedOn ?? on));
  if (early !== undefined) return refuse('date-before-receipt', { on: early, receivedOn });
  const term =
    receivedOn === undefined
      ? undefined
      : deadline(clockFacts(receivedOn, question, calendar, policy), calendar, policy);
  const vain = term === undefined ? undefined : extensionRefusal(question, term, policy);
  if (vain !== undefined) return vain;
  return {
    ...term,
    ...(letterReceivedOn === undefined
      ? {}
      : { opinionDueOn: calendar.addWorkingDays(letterReceivedOn, opinionWorkingDays).on }),
    ...(feeNoticeDeliveredOn === undefined
      ? {}
      : { paymentDueOn: calendar.addWorkingDays(feeNoticeDeliveredOn, paymentWorkingDays).on }),
    ...(replyDeliveredOn === undefined
      ? {}
      : {
          reviewDueOn: reviewDueOn(replyDeliveredOn, calendar).on,
          suitDueOn: suitDueOn(replyDeliveredOn, calendar).on,
        }),
  };
}

/** Why an extension of a term extends nothing, or less than it says. */
function extensionRefusal(
  { extendedOn, extensionWorkingDays }: DeadlineQuestion,
  { receivedOn, baseDueOn }: Deadline,
  policy: Policy,
): Refusal<DeadlineRefusal> | undefined {
  if (extendedOn === undefined) return undefined;
  if (baseDueOn !== null && extendedOn > baseDueOn) {
    return refuse('extension-notice-after-due', { dueOn: baseDueOn, on: extendedOn });
  }
  const max = ruleSetFor(receivedOn, policy).extensionWorkingDaysMax;
  return extensionWorkingDays !== undefined && extensionWorkingDays > max
    ? refuse('extension-too-long', { max, workingDays: extensionWorkingDays })
    : undefined;
}

function clockFacts(
  receivedOn: IsoDate,
  question: DeadlineQuestion,
  calendar: CalendarView,
  policy: Policy,
): ClockFacts {
  const rules = ruleSetFor(receivedOn, policy);
  const { correctionRequestedOn, correctedOn, extendedOn, reasonablePeriodDueOn } = question;
  const noticeDays = rules.correctionNoticeWorkingDays;
  const requestedOn = correctionRequestedOn ?? correctedOn;
  const late =
    noticeDays !== null &&
    correctionRequestedOn !== undefined &&
    correctionRequestedOn > calendar.addWorkingDays(receivedOn, noticeDays).on;
  return {
    receivedOn,
    corrections:
      requestedOn === undefined
        ? []
        : [
            {
              dispatchedOn: requestedOn,
              late,
              ...(correctedOn === undefined ? {} : { receivedOn: correctedOn }),
            },
          ],
    consultations: question.consultations ?? [],
    ...(extendedOn === undefined
      ? {}
      : {
          extension: {
            notifiedOn: extendedOn,
            workingDays: question.extensionWorkingDays ?? rules.extensionWorkingDaysMax,
          },
        }),
    ...(question.feeNoticeDeliveredOn === undefined
      ? {}
      : { feeNoticeSentOn: question.feeNoticeDeliveredOn }),
    ...(question.feePaidOn === undefined ? {} : { paidOn: question.feePaidOn }),
    ...(reasonablePeriodDueOn === undefined
      ? {}
      : { reasonablePeriod: { fixedOn: receivedOn, dueOn: reasonablePeriodDueOn } }),
  };
}
