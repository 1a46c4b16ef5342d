import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Office } from '@sunledger/disclosure-office';
import { yearOf } from '@sunledger/working-days';

import { GetAgencyTree } from '../agencies/agency-acts';
import { checkedQuery } from '../http/checked';
import type { Incoming, Outgoing } from '../http/exchange';
import { livePagePolicy } from '../http/gatekeeper';
import { addressOfNext } from '../http/paging';
import { orProblem } from '../http/problem';
import { OFFICE } from '../office-token';
import { ListOpenReminders, OpenRemindersQuery } from '../reminders/reminder-questions';
import { GetRequest, ReplayRequest } from '../requests/request-questions';
import { liveScript } from './live-script';
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
    const choice = remindersQuery.read(query);
    // Before the list is read: what happens meanwhile is told once more, not missed.
    const { position } = await this.office.parts.store.head();
    const open = await this.queries.execute(new ListOpenReminders(choice));
    const agencyName = choice.agency === undefined ? undefined : await this.nameOf(choice.agency);
    const next = addressOfNext(request, open.next);
    response.setHeader('Content-Security-Policy', livePagePolicy);
    response
      .type(html)
      .send(remindersPage(open, { ...choice, agencyName }, next, { after: position }));
  }

  /** What keeps the work list as it is. */
  @Get('live.js')
  script(@Res() response: Outgoing): void {
    response.type('text/javascript; charset=utf-8').send(liveScript);
  }

  /** One request, to which messages and calendars lead. */
  @Get('requests/:caseId')
  async request(@Param('caseId') name: string, @Res() response: Outgoing): Promise<void> {
    const detail = orProblem(await this.queries.execute(new GetRequest({ name })));
    const course = orProblem(await this.queries.execute(new ReplayRequest({ name })));
    const agencyName = await this.nameOf(detail.agency ?? '');
    const today = this.office.calendars.today();
    response.type(html).send(requestPage({ detail, course, agencyName, today }));
  }

  private async nameOf(agency: string): Promise<string> {
    const found = await this.office.parts.readModels.agencies.get(agency);
    return found?.name ?? agency;
  }
}
