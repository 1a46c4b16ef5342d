import { Controller, Get, Inject, Post, Query as QueryOf, Req, Res } from '@nestjs/common';
import { Command, CommandBus, Query, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { CalendarCommand } from '@sunledger/agency-register';
import type { CommandContext, Office, Outcome } from '@sunledger/disclosure-office';
import type { Arrangement } from '@sunledger/working-days';

import { commandHandler, queryHandler } from '../cqrs-handlers';
import { answerOf, CommandDone } from '../http/answer';
import { checkedQuery, jsonBody } from '../http/checked';
import { commandContext } from '../http/command-context';
import { Described } from '../http/described';
import type { Incoming, Outgoing } from '../http/exchange';
import { strict } from '../http/fields';
import { OFFICE } from '../office-token';

export interface CalendarCoverage {
  /** Last day for which arrangements were published; due dates beyond it are provisional. */
  readonly coveredThrough: string;
  readonly arrangements: readonly Arrangement[];
}

/** Publishes or amends an arrangement; due dates of open cases move with it. */
export class Arrange extends Command<Outcome> {
  constructor(
    readonly command: CalendarCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class GetCalendar extends Query<CalendarCoverage> {
  constructor(readonly agency?: string) {
    super();
  }
}

export const calendarHandlers = [
  commandHandler(Arrange, (office, { command, context }) =>
    office.agencies.arrange(command, context),
  ),
  queryHandler(GetCalendar, async ({ calendars }, { agency }) => ({
    coveredThrough: (await calendars.viewFor(agency)).coveredThrough,
    arrangements: (await calendars.calendarOf(agency)).arrangements,
  })),
];

const calendarQuery = checkedQuery(
  Type.Object({ agency: Type.Optional(Type.String({ description: '含该机关的安排' })) }, strict),
);

const ArrangementBody = Type.Object(
  {
    id: Type.String(),
    year: Type.Integer(),
    publishedOn: Type.String({ description: 'YYYY-MM-DD' }),
    document: Type.String(),
    title: Type.String(),
    coversYear: Type.Boolean(),
    days: Type.Record(Type.String(), Type.Object({ working: Type.Boolean(), name: Type.String() })),
    agency: Type.Optional(Type.String()),
    publicationDateConfirmed: Type.Optional(Type.Boolean()),
  },
  { ...strict, description: '一份放假调休通知；逐项核对，有误的以 arrangement-invalid 退回' },
);

/** Holiday arrangements: what is known, and until when. */
@ApiTags('calendar')
@Controller('api/v1/calendar')
export class CalendarController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(OFFICE) private readonly office: Office,
  ) {}

  @Get()
  @Described({
    summary: '已知的放假调休安排及覆盖到哪一天',
    query: calendarQuery.schema,
    answer: Type.Object({
      coveredThrough: Type.String(),
      arrangements: Type.Array(ArrangementBody),
    }),
  })
  calendar(@QueryOf() query: unknown) {
    return this.queries.execute(new GetCalendar(calendarQuery.read(query).agency));
  }

  @Post('arrangements')
  @Described({
    summary: '登记新公布的放假调休安排；未办结案件的期限随之变动',
    body: ArrangementBody,
    answer: CommandDone,
    command: true,
  })
  publish(@Req() request: Incoming, @Res({ passthrough: true }) response: Outgoing) {
    return this.arrange('PublishCalendar', request, response);
  }

  @Post('amendments')
  @Described({
    summary: '登记对已公布安排的调整',
    body: ArrangementBody,
    answer: CommandDone,
    command: true,
  })
  amend(@Req() request: Incoming, @Res({ passthrough: true }) response: Outgoing) {
    return this.arrange('AmendCalendar', request, response);
  }

  private async arrange(type: CalendarCommand['type'], request: Incoming, response: Outgoing) {
    const context = commandContext(request, this.office);
    // The register judges the notice itself and lists every fault in it.
    const command = { type, arrangement: jsonBody(request) };
    return answerOf(await this.commands.execute(new Arrange(command, context)), context, response);
  }
}
