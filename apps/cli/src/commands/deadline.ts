import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { type Deadline, type WorkingLine } from '@sunledger/disclosure-case';
import {
  type DeadlineAnswer,
  type DeadlineQuestion,
  workOutDeadline,
} from '@sunledger/disclosure-office';
import { arePolicyFaults, defaultPolicy, parsePolicy, type Policy } from '@sunledger/policy';
import { type CalendarView, isIsoDate, officialCalendar, today } from '@sunledger/working-days';
import type { Command } from 'commander';

import { orRefuse } from '../answers';
import { settingsOfRun, withOffice } from '../open-office';
import { type Terminal, UsageFault } from '../terminal';

interface DeadlineOptions {
  readonly received?: string;
  readonly channel?: string;
  readonly correctionRequested?: string;
  readonly corrected?: string;
  readonly consulted: readonly string[];
  readonly extended?: string;
  readonly reasonablePeriod?: string;
  readonly feeNoticeDelivered?: string;
  readonly paid?: string;
  readonly letterReceived?: string;
  readonly replyDelivered?: string;
  readonly knownAt?: string;
  readonly agency?: string;
  readonly policy: readonly string[];
  readonly json?: boolean;
}

const collect = (value: string, earlier: readonly string[]): readonly string[] => [
  ...earlier,
  value,
];

export const addDeadlineCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('deadline')
    .description('计算期限并逐日列出算法（不需要案件）')
    .option('--received <date>', '收到申请之日（条例第三十一条）')
    .option('--channel <channel>', '申请渠道；不改变计算，收到日期应已按渠道确定')
    .option('--correction-requested <date>', '发出补正告知之日')
    .option('--corrected <date>', '收到补正之日')
    .option('--consulted <from..to>', '征求意见：发函日..收到意见日，可重复', collect, [])
    .option('--extended <date[:days]>', '告知延期之日，及延期工作日数（缺省为最长）')
    .option('--reasonable-period <date>', '依第三十五条确定的合理期限')
    .option('--fee-notice-delivered <date>', '收费通知送达之日')
    .option('--paid <date>', '缴费之日')
    .option('--letter-received <date>', '第三方或其他机关收到征求意见函之日')
    .option('--reply-delivered <date>', '答复送达之日（计算复议、诉讼期限）')
    .option('--known-at <date>', '按该日已公布的放假安排计算（缺省为今天）')
    .option('--agency <code>', '采用该机关的放假安排')
    .option(
      '--policy <switch=value>',
      '改变一项口径，如 preMay2019Regime=newRegulation，可重复',
      collect,
      [],
    )
    .option('--json', '输出 JSON')
    .action(async (options: DeadlineOptions) => {
      demandDates(options);
      const { calendar, policy } = await groundsOf(options);
      const chosen = withSwitches(policy, options.policy);
      const answer = orRefuse(workOutDeadline(questionOf(options), calendar, chosen));
      terminal.out(
        options.json === true ? JSON.stringify(ordered(answer), null, 2) : asText(answer),
      );
    });
};

/** The office's calendar and policy where there is an office, the published ones otherwise. */
async function groundsOf({
  knownAt,
  agency,
}: DeadlineOptions): Promise<{ calendar: CalendarView; policy: Policy }> {
  const { dataDirectory } = settingsOfRun();
  if (!existsSync(join(dataDirectory, 'sunledger.db'))) {
    const knownOn = knownAt ?? today(new Date().toISOString());
    return { calendar: officialCalendar.asKnownOn(knownOn), policy: defaultPolicy };
  }
  return withOffice(async (office) => ({
    calendar: await office.calendars.viewFor(agency, knownAt),
    policy: office.policy,
  }));
}

function withSwitches(policy: Policy, switches: readonly string[]): Policy {
  const changed: Record<string, unknown> = { ...policy };
  for (const one of switches) {
    const [name = '', text = ''] = one.split('=');
    if (!(name in policy)) throw new UsageFault(`没有名为 ${name} 的口径开关`);
    changed[name] =
      text === 'true' ? true : text === 'false' ? false : /^\d+$/.test(text) ? Number(text) : text;
  }
  const parsed = parsePolicy(changed);
  if (arePolicyFaults(parsed)) {
    throw new UsageFault(parsed.map(({ path, message }) => `${path} ${message}`).join('\n'));
  }
  return parsed;
}

/** A slip of the pen in a date is wrong usage, wherever it stands. */
function demandDates(options: DeadlineOptions): void {
  const dates = [
    ...[options.received, options.correctionRequested, options.corrected],
    ...options.consulted.flatMap((span) => span.split('..').filter((on) => on !== '')),
    ...[options.extended?.split(':')[0], options.reasonablePeriod, options.feeNoticeDelivered],
    ...[options.paid, options.letterReceived, options.replyDelivered, options.knownAt],
  ];
  const unreal = dates.find((on): boolean => on !== undefined && !isIsoDate(on));
  if (unreal !== undefined) {
    throw new UsageFault(`日期应写作 2019-03-04，而不是“${unreal}”`);
  }
}

function questionOf(options: DeadlineOptions): DeadlineQuestion {
  const [extendedOn, days] = options.extended?.split(':') ?? [];
  if (days !== undefined && !/^\d+$/.test(days)) {
    throw new UsageFault(`--extended 的工作日数应为整数，而不是“${days}”`);
  }
  const given: Record<keyof DeadlineQuestion, unknown> = {
    receivedOn: options.received,
    correctionRequestedOn: options.correctionRequested,
    correctedOn: options.corrected,
    consultations: options.consulted.map(spanOf),
    extendedOn,
    extensionWorkingDays: days === undefined ? undefined : Number(days),
    reasonablePeriodDueOn: options.reasonablePeriod,
    feeNoticeDeliveredOn: options.feeNoticeDelivered,
    feePaidOn: options.paid,
    letterReceivedOn: options.letterReceived,
    replyDeliveredOn: options.replyDelivered,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function spanOf(text: string) {
  const [sentOn = '', answeredOn, ...rest] = text.split('..');
  if (rest.length > 0) throw new UsageFault(`--consulted 应写作 发函日..收到意见日：${text}`);
  return answeredOn === undefined || answeredOn === '' ? { sentOn } : { sentOn, answeredOn };
}

/** The contract's fields first and in its order, then the rest. */
const ordered = (answer: DeadlineAnswer) => {
  const { ruleSet, receivedOn, correctionNoticeDueOn, baseDueOn, dueOn, provisional, workings } =
    answer;
  const contract = { ruleSet, receivedOn, correctionNoticeDueOn, baseDueOn, dueOn, provisional };
  return { ...contract, workings, ...answer };
};

function asText(answer: DeadlineAnswer): string {
  const lines: string[] = [];
  if (answer.dueOn !== undefined) lines.push(...deadlineText(answer as Deadline));
  if (answer.opinionDueOn !== undefined) {
    lines.push(`对方答复期限：${answer.opinionDueOn}（收函后 15 个工作日）`);
  }
  if (answer.paymentDueOn !== undefined) {
    lines.push(`缴费期限：${answer.paymentDueOn}（收到通知次日起 20 个工作日）`);
  }
  if (answer.reviewDueOn !== undefined) {
    lines.push(`申请行政复议期限：${answer.reviewDueOn}（60 日）`);
    lines.push(`提起行政诉讼期限：${answer.suitDueOn ?? ''}（6 个月）`);
  }
  return lines.join('\n');
}

function deadlineText(answer: Deadline): readonly string[] {
  const rules = answer.ruleSet === 'regulation-2008' ? '2008 年条例' : '2019 年条例';
  return [
    `收到申请：${answer.receivedOn}（适用 ${rules}）`,
    ...(answer.correctionNoticeDueOn === null
      ? []
      : [`补正告知最迟：${answer.correctionNoticeDueOn}`]),
    `答复期限：${answer.dueOn ?? '（待补正或缴费后重新起算）'}${answer.provisional ? '（暂定）' : ''}`,
    ...(answer.baseDueOn !== null && answer.baseDueOn !== answer.dueOn
      ? [`延长前期限：${answer.baseDueOn}`]
      : []),
    ...answer.provisionalBecause.map((why) => `　暂定原因：${why}`),
    '',
    '算法：',
    ...answer.workings.map(workingText),
  ];
}

const workingText = ({ on, counted, day, why }: WorkingLine): string =>
  `  ${on}  ${counted ? `第 ${String(day)} 日`.padEnd(6) : '不计    '}  ${why}`;
