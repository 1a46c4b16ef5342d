import { Controller, Get, Inject, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Office } from '@sunledger/disclosure-office';
import { yearOf } from '@sunledger/working-days';

import { GetAgencyTree } from '../agencies/agency-acts';
import type { Outgoing } from '../http/exchange';
import { OFFICE } from '../office-token';
import { startPage } from './start-page';

/** A door for people: the agencies and the reports of each year. */
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
    response.type('text/html; charset=utf-8').send(startPage(agencies, thisYear));
  }
}
