import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { caseIdOfCommand, type Office, type Registration } from '@sunledger/disclosure-office';

import { answerOf, CommandDone } from '../http/answer';
import { checked, checkedQuery, jsonBody } from '../http/checked';
import { commandContext } from '../http/command-context';
import { Described } from '../http/described';
import type { Incoming, Outgoing } from '../http/exchange';
import { OnDate, OptionalOn, strict, Text } from '../http/fields';
import { linkToNext } from '../http/paging';
import { orProblem, ProblemError, problemOf } from '../http/problem';
import { OFFICE } from '../office-token';
import { GiveRequestCommand, OpenRequest, ReadPersonalData, RegisterRequest } from './request-acts';
import { RequestDetailAnswer, RequestHistoryAnswer, RequestPageAnswer } from './request-answers';
import {
  ArrivalBody,
  arrivalCommandNames,
  clerkCommand,
  RegistrationBody,
  requestCommandBody,
} from './request-bodies';
import { RequestSearchBody, RequestSearchQuery } from './request-list';
import { GetRequest, ListRequests, ReplayRequest } from './request-questions';

const registrationBody = checked(RegistrationBody);
const arrivalType = checked(
  Type.Object({ type: Type.Union(arrivalCommandNames.map((name) => Type.Literal(name))) }),
);
const searchQuery = checkedQuery(RequestSearchQuery);
const searchBody = checked(RequestSearchBody);
const caseQuery = checkedQuery(
  Type.Object(
    {
      agency: Type.Optional(Type.String({ description: '以登记编号查找时，编号所属机关' })),
    },
    strict,
  ),
);
const historyQuery = checkedQuery(
  Type.Object(
    {
      agency: Type.Optional(Type.String({ description: '以登记编号查找时，编号所属机关' })),
      at: Type.Optional(Type.String({ ...OnDate, description: '只看到该日为止发生的事' })),
    },
    strict,
  ),
);
const readingBody = checked(Type.Object({ purpose: Text }, strict));
const erasureBody = checked(
  Type.Object({ on: OptionalOn, reason: Text, approvedBy: Text }, strict),
);

const Registered = Type.Composite([
  CommandDone,
  Type.Object({ caseId: Type.String(), serialNumber: Type.String() }),
]);
const Opened = Type.Composite([CommandDone, Type.Object({ caseId: Type.String() })]);

const addressOf = (caseId: string): string => `/api/v1/requests/${encodeURIComponent(caseId)}`;

/** Requests for government information: log, look up, carry on. */
@ApiTags('requests')
@Controller('api/v1/requests')
export class RequestsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(OFFICE) private readonly office: Office,
  ) {}

  @Post()
  @Described({
    summary: '登记申请',
    body: RegistrationBody,
    answer: Registered,
    status: 201,
    command: true,
  })
  async register(@Req() request: Incoming, @Res({ passthrough: true }) response: Outgoing) {
    // The body was checked against the schema of a registration.
    const registration = registrationBody.read(jsonBody(request)) as unknown as Registration;
    const context = commandContext(request, this.office);
    const outcome = await this.commands.execute(new RegisterRequest(registration, context));
    const { caseId = '', serialNumber = '' } = orProblem(outcome) as {
      caseId?: string;
      serialNumber?: string;
    };
    return { ...answerOf(outcome, context, response, addressOf(caseId)), caseId, serialNumber };
  }

  @Post('arrivals')
  @Described({
    summary: '登记提交或收件（登记之前）',
    body: ArrivalBody,
    answer: Opened,
    status: 201,
    command: true,
  })
  async open(@Req() request: Incoming, @Res({ passthrough: true }) response: Outgoing) {
    const { type = 'RecordArrival', ...content } = jsonBody(request) as { type?: unknown };
    const name = arrivalType.read({ type }).type;
    const body = requestCommandBody(name)?.read(content);
    const context = commandContext(request, this.office);
    const caseId = caseIdOfCommand(context.commandId);
    const outcome = await this.commands.execute(
      new OpenRequest(caseId, clerkCommand(name, body), context),
    );
    return { ...answerOf(outcome, context, response, addressOf(caseId)), caseId };
  }

  @Get()
  @Described({
    summary: '申请列表：筛选、排序、查找',
    query: RequestSearchQuery,
    answer: RequestPageAnswer,
  })
  async list(
    @Query() query: unknown,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const page = await this.queries.execute(new ListRequests(searchQuery.read(query)));
    linkToNext(request, response, page.next);
    return page;
  }

  @Post('searches')
  @Described({
    summary: '按姓名、证件号码等查找（个人信息不写在地址里）',
    body: RequestSearchBody,
    answer: RequestPageAnswer,
  })
  async search(@Req() request: Incoming, @Res({ passthrough: true }) response: Outgoing) {
    response.status(200);
    return this.queries.execute(new ListRequests(searchBody.read(jsonBody(request))));
  }

  @Get(':caseId')
  @Described({
    summary: '一件申请的现状（不含个人信息）',
    query: caseQuery.schema,
    answer: RequestDetailAnswer,
  })
  async detail(
    @Param('caseId') name: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const detail = orProblem(
      await this.queries.execute(new GetRequest({ name, ...caseQuery.read(query) })),
    );
    response.setHeader('ETag', `"${detail.revision}"`);
    return detail;
  }

  @Get(':caseId/history')
  @Described({
    summary: '一件申请的办理经过：逐项事实、期限及其变化',
    query: historyQuery.schema,
    answer: RequestHistoryAnswer,
  })
  async history(@Param('caseId') name: string, @Query() query: unknown) {
    const { at, ...agency } = historyQuery.read(query);
    return orProblem(await this.queries.execute(new ReplayRequest({ name, ...agency }, at)));
  }

  // The document lists every command under its own path; see openapi/command-paths.
  @Post(':caseId/commands/:command')
  @ApiExcludeEndpoint()
  async give(
    @Param('caseId') caseId: string,
    @Param('command') command: string,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const body = requestCommandBody(command);
    if (body === undefined) {
      throw new ProblemError(
        problemOf(404, 'command-unknown', `没有“${command}”这一办理事项，请核对接口文档。`, {
          command,
        }),
      );
    }
    const content = body.read(jsonBody(request));
    const context = commandContext(request, this.office);
    const outcome = await this.commands.execute(
      new GiveRequestCommand(caseId, clerkCommand(command, content), context),
    );
    return answerOf(outcome, context, response);
  }

  @Post(':caseId/personal-data/readings')
  @Described({
    summary: '查看个人信息（须说明用途，查看行为将被记录）',
    body: readingBody.schema,
    command: true,
  })
  async readPersonalData(
    @Param('caseId') caseId: string,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const { purpose } = readingBody.read(jsonBody(request));
    const context = commandContext(request, this.office);
    const personal = orProblem(
      await this.commands.execute(new ReadPersonalData(caseId, purpose, context)),
    );
    response.status(200);
    return { caseId, personal };
  }

  @Post(':caseId/personal-data/erasure')
  @Described({
    summary: '清除个人信息（不可恢复；报表和办理经过不受影响）',
    body: erasureBody.schema,
    answer: CommandDone,
    command: true,
  })
  async erase(
    @Param('caseId') caseId: string,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const { on = this.office.calendars.today(), ...words } = erasureBody.read(jsonBody(request));
    const context = commandContext(request, this.office);
    const command = { type: 'ErasePersonalData', on, ...words } as const;
    const outcome = await this.commands.execute(new GiveRequestCommand(caseId, command, context));
    return answerOf(outcome, context, response);
  }
}
