import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

import { reminderSwitches } from './reminder-switches';
import { choice, count, flag } from './switches';

/** A pattern without a place for the serial would give one number to every case. */
const serialPlace = '\\{serial(:[1-9])?\\}';

/**
 * Every point on which the law is silent or our reading is unconfirmed (`[未核]` in the domain
 * reference), as one documented settings object. Nothing here may be hard-coded elsewhere.
 */
export const PolicySchema = Type.Object(
  {
    closedOn: choice(
      ['dispatched', 'signed'],
      'dispatched',
      '办结日：`dispatched` 以送出（交邮）之日，`signed` 以签发之日。',
    ),
    eDeliveryClosesOn: choice(
      ['sent', 'confirmed'],
      'sent',
      '电子送达的办结日：发送之日，或申请人确认收到之日。',
    ),
    restDayReceipt: choice(
      ['asIs', 'nextWorkingDay'],
      'asIs',
      '休息日收到的申请：按当日，或顺延至下一工作日为收到日。',
    ),
    confirmationGapWarningWorkingDays: count(
      1,
      0,
      '网络、传真申请的确认日晚于提交日超过此工作日数时给出提示。',
    ),
    consultExclusion: choice(
      ['sentToReceived', 'receivedPlus15', 'none'],
      'sentToReceived',
      '征求意见期间如何扣除：发函次日至收到意见之日；仅扣除收函后 15 个工作日；不扣除。',
    ),
    lateCorrectionRestartsClock: flag(
      false,
      '超过 7 个工作日才发出的补正通知，在补正后是否仍重新起算答复期限。',
    ),
    secondCorrectionAllowed: flag(
      false,
      '是否允许记录理由后再次要求补正（条例第三十条规定一次性告知）。',
    ),
    reasonsRequestStopsClock: flag(false, '要求说明理由（第三十五条）期间是否停止计算。'),
    feePaymentRestartsClock: flag(true, '缴纳信息处理费后答复期限是否从缴费次日重新起算。'),
    multiItemPrincipalRule: choice(
      ['partialIfMixed', 'officerNames'],
      'partialIfMixed',
      '一件申请含多项内容：有给有不给即计部分公开；或由经办人指定主要处理结果。',
    ),
    jointApplicantColumn: choice(
      ['firstNamed', 'otherOrg'],
      'firstNamed',
      '共同申请人类型不一致时计入的列。',
    ),
    soleProprietorColumn: choice(
      ['business', 'naturalPerson'],
      'business',
      '个体工商户计入的列（applicantTypeMapping）。',
    ),
    withdrawnRow: choice(
      ['other', 'notCounted'],
      'other',
      '撤回的申请：计入“其他处理”，或不计入报告。',
    ),
    notGovInfoRow: choice(
      ['other', 'unableNotHeld', 'notProcessedPetition'],
      'other',
      '不属于政府信息的申请计入的行。',
    ),
    archivesRow: choice(
      ['other', 'unableNotHeld', 'refusedAdminQuery'],
      'other',
      '已移交国家档案馆的信息计入的行。',
    ),
    suitAdmissibility2025: choice(
      ['allKinds', 'exceptListed'],
      'allKinds',
      '法释〔2025〕8号施行后，第三十六条六、七项、三十八条、三十九条告知是否仍写明可起诉（suitRemedyByKind）。',
    ),
    lapsedCountsAsOnTime: flag(true, '视为放弃、撤回的办结是否计入按时办结。'),
    appealsCountOnce: flag(true, '同一诉讼的一审、二审只计一件；否则每一审级各计一件。'),
    section4CarryOver: choice(
      ['whilePending', 'acceptedInYear'],
      'whilePending',
      '第四部分的统计范围：本年内未结或审结的全部案件；或仅本年受理的案件。',
    ),
    partialReviewFirst2024: flag(
      true,
      '2024-01-01 至 2026-06-30 的部分公开决定，其不予公开部分是否告知复议前置。',
    ),
    preMay2019Regime: choice(
      ['lawAtReceipt', 'newRegulation'],
      'lawAtReceipt',
      '2019-05-15 前收到的申请适用的期限：收到时的旧条例（15＋15），或新条例（20＋20）。',
    ),
    ...reminderSwitches,
    backdatingReasonAfterDays: count(
      10,
      0,
      '事实发生日早于登记日超过此自然日数时，须说明补记原因。',
    ),
    docNumberPattern: Type.String({
      pattern: serialPlace,
      default: '{word}〔{year}〕{serial}号',
      description:
        '答复文号的样式；{word} 机关代字、{year} 年份、{serial} 或 {serial:n} 序号（补零到 n 位）。',
    }),
    serialNumberPattern: Type.String({
      pattern: serialPlace,
      default: '{year}-{serial:4}',
      description: '登记编号的样式；{agency} 机关代码、{year} 年份、{serial:n} 补零到 n 位的序号。',
    }),
  },
  { additionalProperties: false, $id: 'Policy' },
);

export type Policy = Static<typeof PolicySchema>;

/** The defaults of the domain reference §10, each open to change by the office. */
export const defaultPolicy: Policy = frozen(Value.Default(PolicySchema, {}) as Policy);

function frozen<Settings extends object>(settings: Settings): Settings {
  for (const part of Object.values(settings) as readonly unknown[]) {
    if (typeof part === 'object' && part !== null) frozen(part);
  }
  return Object.freeze(settings);
}

export interface PolicyFault {
  /** Path of the switch, e.g. `/reminderDays/red`. */
  readonly path: string;
  readonly message: string;
}

/** Tells faults from a policy. */
export const arePolicyFaults = (
  answer: Policy | readonly PolicyFault[],
): answer is readonly PolicyFault[] => Array.isArray(answer);

/**
 * Completes a partial set of switches with the defaults.
 * @returns the policy, or every fault in it at once.
 */
export function parsePolicy(input: unknown): Policy | readonly PolicyFault[] {
  const filled = Value.Default(PolicySchema, structuredClone(input ?? {}));
  if (Value.Check(PolicySchema, filled)) return filled;
  return [...Value.Errors(PolicySchema, filled)].map(({ path, message }) => ({ path, message }));
}
