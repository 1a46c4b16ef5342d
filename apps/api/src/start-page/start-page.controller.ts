import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Office } from '@sunledger/disclosure-office';
import { yearOf } from '@sunledger/working-days';

import { GetAgencyTree } from '../agencies/agency-acts';
import { checkedQuery } from '../http/checked';
import type { Incoming, Outgoing } from '../http/exchange';
import { addressOfNext } from '../http/paging';
import { orProblem } from '../http/problem';
import { OFFICE } from '../office-token';
import { ListOpenReminders, OpenRemindersQuery } from '../reminders/reminder-questions';
import { GetRequest, ReplayRequest } from '../requests/request-questions';
import { remindersPage } from './reminders-page';
import { requestPage } from './request-page';
import { startPage } from './start-page';

const remindersQuery = checkedQuery(OpenRemindersQuery);
const html = 'text/html; charset=utf-8';

/** Pages for people: the agencies and their reports, the work list, a request. */
@ApiExcludeController()
@Controller()
export class StartPageController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(OFFICE) private readonly office: Office,
  ) {}

  @Get()
  async page(@Res() response: Outgoing): Promise<void> {
    const agencies = await this.queries.execute(new GetAgencyTree());
    const thisYear = yearOf(this.office.calendars.today());
    response.type(html).send(startPage(agencies, thisYear));
  }

  /** The work list, to which messages lead. */
  @Get('reminders')
  async reminders(
    @Query() query: unknown,
    @Req() request: Incoming,
    @Res() response: Outgoing,
  ): Promise<void> {
    const open = await this.queries.execute(new ListOpenReminders(remindersQuery.read(query)));
    response.type(html).send(remindersPage(open, addressOfNext(request, open.next)));
  }

  /** One request, to which messages and calendars lead. */
  @Get('requests/:caseId')
  async request(@Param('caseId') name: string, @Res() response: Outgoing): Promise<void> {
    const detail = orProblem(await this.queries.execute(new GetRequest({ name })));
    const course = orProblem(await this.queries.execute(new ReplayRequest({ name })));
    response.type(html).send(requestPage(detail, course));
  }
}
