import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';

import { checkedQuery } from '../http/checked';
import { Described } from '../http/described';
import type { Incoming, Outgoing } from '../http/exchange';
import { linkToNext } from '../http/paging';
import { IssuedRemindersAnswer, OpenRemindersAnswer } from './reminder-answers';
import {
  IssuedRemindersQuery,
  ListIssuedReminders,
  ListOpenReminders,
  OpenRemindersQuery,
} from './reminder-questions';

const openQuery = checkedQuery(OpenRemindersQuery);
const issuedQuery = checkedQuery(IssuedRemindersQuery);

/** What is due, and what the office was reminded of. */
@ApiTags('reminders')
@Controller('api/v1/reminders')
export class RemindersController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Described({
    summary: '待办清单：今天临近期限、到期和逾期的事项，期限近的在前',
    description: '首页先列年度报告和放假安排，其后为案件；一页可能略多于 limit。',
    query: OpenRemindersQuery,
    answer: OpenRemindersAnswer,
  })
  async open(
    @Query() query: unknown,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const page = await this.queries.execute(new ListOpenReminders(openQuery.read(query)));
    linkToNext(request, response, page.next);
    return page;
  }

  @Get('issued')
  @Described({
    summary: '已发出的提醒，日期近的在前',
    query: IssuedRemindersQuery,
    answer: IssuedRemindersAnswer,
  })
  async issued(
    @Query() query: unknown,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const page = await this.queries.execute(new ListIssuedReminders(issuedQuery.read(query)));
    linkToNext(request, response, page.next);
    return page;
  }
}
