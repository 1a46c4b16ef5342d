import { Controller, Get, Inject, Param, Query as QueryOf, Req, Res } from '@nestjs/common';
import { Query, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { LogHead } from '@sunledger/event-store';

import { queryHandler } from '../cqrs-handlers';
import { checkedQuery } from '../http/checked';
import { Described } from '../http/described';
import type { Incoming, Outgoing } from '../http/exchange';
import { strict } from '../http/fields';
import { ProblemError, problemOf } from '../http/problem';
import { positionOfPath } from '../http/path-values';
import { ChangeFeed } from './change-feed';

/** The head of the log, now or as it was when the log was so long. */
export class GetLogHead extends Query<LogHead> {
  constructor(readonly length?: number) {
    super();
  }
}

export const logHandlers = [
  queryHandler(GetLogHead, async ({ parts: { store } }, { length }) => {
    const head = await store.head();
    if (length === undefined) return head;
    if (length <= head.length) return store.headAt(await store.positionOf(length));
    throw new ProblemError(
      problemOf(404, 'position-unknown', `日志目前只有 ${head.length} 条，没有所指的位置。`, {
        length,
        head: head.length,
      }),
    );
  }),
];

const HeadAnswer = Type.Object({
  position: Type.Integer({ description: '本系统内的位置，用于 after 与 Last-Event-ID' }),
  length: Type.Integer({ description: '事实条数，与树根一并记下；日志迁移后不变' }),
  treeRoot: Type.String({ description: '64 位十六进制' }),
});

const comparisonQuery = checkedQuery(
  Type.Object(
    {
      treeRoot: Type.Optional(
        Type.String({
          pattern: '^[0-9a-f]{64}$',
          description: '先前记下的树根（64 位十六进制），给出时比对是否一致',
        }),
      ),
    },
    strict,
  ),
);

const changesQuery = checkedQuery(
  Type.Object(
    {
      after: Type.Optional(
        Type.Integer({ minimum: 0, description: '自该日志位置之后；缺省为只看此后发生的' }),
      ),
    },
    strict,
  ),
);

/** The log as proof and as a feed. */
@ApiTags('log')
@Controller('api/v1')
export class LogController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(ChangeFeed) private readonly feed: ChangeFeed,
  ) {}

  @Get('log/head')
  @Described({
    summary: '日志头：请打印、签名保存，以后用来核对日志未被改动',
    answer: HeadAnswer,
  })
  head() {
    return this.queries.execute(new GetLogHead());
  }

  @Get('log/heads/:length')
  @Described({
    summary: '日志有若干条事实时的日志头，可与先前记下的比对',
    description: '逐条核验全部事实请在服务器上运行 sunledger verify。',
    query: comparisonQuery.schema,
    answer: Type.Composite([HeadAnswer, Type.Object({ matches: Type.Optional(Type.Boolean()) })]),
  })
  async headAt(@Param('length') length: string, @QueryOf() query: unknown) {
    const { treeRoot } = comparisonQuery.read(query);
    const head = await this.queries.execute(new GetLogHead(positionOfPath(length)));
    return treeRoot === undefined ? head : { ...head, matches: head.treeRoot === treeRoot };
  }

  @Get('changes')
  @Described({
    summary: '变化的实时通知（server-sent events），断线后自 Last-Event-ID 续传',
    description:
      '每条 data 为 {position, stream, kind, type, occurredOn, recordedAt, caseId?, …}，不含个人信息。',
    query: changesQuery.schema,
    answer: 'text/event-stream',
  })
  async changes(
    @QueryOf() query: unknown,
    @Req() request: Incoming,
    @Res() response: Outgoing,
  ): Promise<void> {
    const { after } = changesQuery.read(query);
    const resumed = request.get('last-event-id');
    const from = resumed !== undefined && /^\d{1,15}$/.test(resumed) ? Number(resumed) : after;
    await this.feed.serve(response, from);
  }
}
