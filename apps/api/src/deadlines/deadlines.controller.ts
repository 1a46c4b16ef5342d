import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { type Static, Type } from '@sinclair/typebox';
import type { Refusal } from '@sunledger/decider';
import {
  type DeadlineAnswer,
  type DeadlineQuestion,
  type Office,
  workOutDeadline,
} from '@sunledger/disclosure-office';
import { parsePolicy, type Policy, type PolicyFault } from '@sunledger/policy';
import { isIsoDate } from '@sunledger/working-days';

import { queryHandler } from '../cqrs-handlers';
import { checkedQuery } from '../http/checked';
import { Described } from '../http/described';
import { OnDate, strict } from '../http/fields';
import { orProblem, ProblemError, problemOf } from '../http/problem';
import { DeadlineJson } from '../requests/request-answers';

const Day = (description: string) => Type.Optional(Type.String({ ...OnDate, description }));
const several = (item: ReturnType<typeof Type.String>, description: string) =>
  Type.Optional(Type.Union([item, Type.Array(item, { maxItems: 50 })], { description }));

/** The same questions as the command line asks, under the same names. */
const DeadlineQuery = Type.Object(
  {
    received: Day('收到申请之日（条例第三十一条）'),
    channel: Type.Optional(Type.String({ description: '申请渠道；仅提示收到日期如何确定' })),
    correctionRequested: Day('发出补正告知之日'),
    corrected: Day('收到补正之日'),
    consulted: several(Type.String({ maxLength: 30 }), '征求意见：发函日..收到意见日，可重复'),
    extended: Type.Optional(
      Type.String({
        pattern: '^\\d{4}-\\d{2}-\\d{2}(:\\d{1,3})?$',
        description: '告知延期之日，及延期工作日数，如 2019-03-29:20（缺省为最长）',
      }),
    ),
    reasonablePeriod: Day('依第三十五条确定的合理期限'),
    feeNoticeDelivered: Day('收费通知送达之日'),
    paid: Day('缴费之日'),
    letterReceived: Day('第三方或其他机关收到征求意见函之日'),
    replyDelivered: Day('答复送达之日（计算复议、诉讼期限）'),
    knownAt: Day('按该日已公布的放假安排计算（缺省为今天）'),
    agency: Type.Optional(Type.String({ description: '采用该机关的放假安排' })),
    policy: several(
      Type.String({ maxLength: 200 }),
      '改变一项口径，如 preMay2019Regime=newRegulation，可重复',
    ),
  },
  strict,
);
type DeadlineOptions = Static<typeof DeadlineQuery>;

const deadlineQuery = checkedQuery(DeadlineQuery);

/** Works out a term from its bare facts, without a case. */
export class WorkOutDeadline extends Query<DeadlineAnswer | Refusal> {
  constructor(readonly options: DeadlineOptions) {
    super();
  }
}

export const deadlineHandlers = [
  queryHandler(WorkOutDeadline, async (office: Office, { options }) => {
    const calendar = await office.calendars.viewFor(options.agency, options.knownAt);
    const policy = withSwitches(office.policy, listOf(options.policy));
    return workOutDeadline(questionOf(options), calendar, policy);
  }),
];

/** Due dates with their working-out. */
@ApiTags('deadlines')
@Controller('api/v1/deadlines')
export class DeadlinesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Described({
    summary: '计算期限并逐日列出算法（不需要案件）',
    query: DeadlineQuery,
    answer: DeadlineJson,
  })
  async workOut(@QueryOf() query: unknown) {
    const options = deadlineQuery.read(query);
    return ordered(orProblem(await this.queries.execute(new WorkOutDeadline(options))));
  }
}

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

function questionOf(options: DeadlineOptions): DeadlineQuestion {
  const [extendedOn, days] = options.extended?.split(':') ?? [];
  const given: Record<keyof DeadlineQuestion, unknown> = {
    receivedOn: options.received,
    correctionRequestedOn: options.correctionRequested,
    correctedOn: options.corrected,
    consultations: listOf(options.consulted).map(spanOf),
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
  const [sentOn = '', answeredOn = '', ...rest] = text.split('..');
  if (rest.length === 0 && isIsoDate(sentOn) && (answeredOn === '' || isIsoDate(answeredOn))) {
    return answeredOn === '' ? { sentOn } : { sentOn, answeredOn };
  }
  throw new ProblemError(
    problemOf(
      422,
      'span-malformed',
      'consulted 应写作 发函日..收到意见日，如 2019-03-04..2019-03-20。',
    ),
  );
}

function withSwitches(policy: Policy, switches: readonly string[]): Policy {
  if (switches.length === 0) return policy;
  const changes = switches.map((one): [string, unknown] => {
    const [name = '', text = ''] = one.split('=');
    return [name, text === 'true' ? true : text === 'false' ? false : numberOr(text)];
  });
  const parsed = parsePolicy({ ...policy, ...Object.fromEntries(changes) });
  // `parsePolicy` answers with a policy or with a list of faults.
  if (!Array.isArray(parsed)) return parsed as Policy;
  const faults = parsed as readonly PolicyFault[];
  throw new ProblemError({
    ...problemOf(422, 'policy-invalid', '口径开关的名称或取值不对，请查看 /api/v1/policy。'),
    faults: faults.map(({ path }) => ({ path, message: '没有这一开关，或不能取这个值' })),
  });
}

const numberOr = (text: string): string | number => (/^\d{1,6}$/.test(text) ? Number(text) : text);

/** The contract's fields first and in its order, then the rest. */
const ordered = (answer: DeadlineAnswer) => {
  const { ruleSet, receivedOn, correctionNoticeDueOn, baseDueOn, dueOn, provisional, workings } =
    answer;
  const contract = { ruleSet, receivedOn, correctionNoticeDueOn, baseDueOn, dueOn, provisional };
  return { ...contract, workings, ...answer };
};
