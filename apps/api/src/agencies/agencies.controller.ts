import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { type AgencyCommand, agencyCommands } from '@sunledger/agency-register';
import type { Office } from '@sunledger/disclosure-office';

import { answerOf, CommandDone } from '../http/answer';
import { checked, jsonBody } from '../http/checked';
import { commandContext } from '../http/command-context';
import { Described } from '../http/described';
import type { Incoming, Outgoing } from '../http/exchange';
import { orProblem, ProblemError, problemOf } from '../http/problem';
import { yearOfPath } from '../http/path-values';
import { OFFICE } from '../office-token';
import {
  CloseYear,
  GetAgency,
  GetAgencyTree,
  GiveAgencyCommand,
  ListAgencies,
} from './agency-acts';
import { AddAgencyBody, agencyCommandBody } from './agency-bodies';

const addBody = checked(AddAgencyBody);

const AgencyRow = Type.Object({
  code: Type.String(),
  name: Type.String(),
  parent: Type.Union([Type.String(), Type.Null()]),
});

const YearCloseAnswer = Type.Object({
  agency: Type.String(),
  year: Type.Integer(),
  carriedOver: Type.Array(Type.Object({ caseId: Type.String(), serialNumber: Type.String() })),
  openAtYearEnd: Type.Integer(),
});

/** Agencies and their tree; the close of an agency's year. */
@ApiTags('agencies')
@Controller('api/v1/agencies')
export class AgenciesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(OFFICE) private readonly office: Office,
  ) {}

  @Get()
  @Described({ summary: '全部机关', answer: Type.Object({ agencies: Type.Array(AgencyRow) }) })
  async list() {
    return { agencies: await this.queries.execute(new ListAgencies()) };
  }

  @Get('tree')
  @Described({
    summary: '机关的上下级关系',
    answer: Type.Object({
      agencies: Type.Array(
        Type.Composite([AgencyRow, Type.Object({ children: Type.Array(Type.Object({})) })]),
      ),
    }),
  })
  async tree() {
    return { agencies: await this.queries.execute(new GetAgencyTree()) };
  }

  @Get(':code')
  @Described({
    summary: '一个机关',
    answer: Type.Composite([AgencyRow, Type.Object({ revision: Type.Integer() })]),
  })
  async detail(@Param('code') code: string, @Res({ passthrough: true }) response: Outgoing) {
    const agency = orProblem(await this.queries.execute(new GetAgency(code)));
    response.setHeader('ETag', `"${agency.revision}"`);
    return agency;
  }

  @Post()
  @Described({
    summary: agencyCommands.AddAgency.label,
    body: AddAgencyBody,
    answer: CommandDone,
    status: 201,
    command: true,
  })
  add(@Req() request: Incoming, @Res({ passthrough: true }) response: Outgoing) {
    const body = addBody.read(jsonBody(request)) as { readonly code: string };
    return this.carryOut('AddAgency', body.code, body, request, response);
  }

  // The document lists every command under its own path; see openapi/command-paths.
  @Post(':code/commands/:command')
  @ApiExcludeEndpoint()
  give(
    @Param('code') code: string,
    @Param('command') command: string,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const body = agencyCommandBody(command);
    if (body === undefined) {
      throw new ProblemError(
        problemOf(404, 'command-unknown', `没有“${command}”这一办理事项，请核对接口文档。`, {
          command,
        }),
      );
    }
    return this.carryOut(command, code, body.read(jsonBody(request)), request, response);
  }

  @Post(':code/years/:year/close')
  @Described({
    summary: '年度结转：未办结的申请转入下一年度（可重复办理）',
    answer: YearCloseAnswer,
    command: true,
  })
  async closeYear(
    @Param('code') code: string,
    @Param('year') year: string,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const context = commandContext(request, this.office);
    const closed = await this.commands.execute(new CloseYear(code, yearOfPath(year), context));
    response.status(200);
    return orProblem(closed);
  }

  private async carryOut(
    type: string,
    code: string,
    body: object,
    request: Incoming,
    response: Outgoing,
  ) {
    const on = this.office.calendars.today();
    // The body was checked against the schema of the command of this name.
    const command = { on, ...body, type } as AgencyCommand;
    const context = commandContext(request, this.office);
    const outcome = await this.commands.execute(new GiveAgencyCommand(code, command, context));
    const location =
      type === 'AddAgency' ? `/api/v1/agencies/${encodeURIComponent(code)}` : undefined;
    return answerOf(outcome, context, response, location);
  }
}
