import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { derivedId, type Office } from '@sunledger/disclosure-office';
import type { RemedyCommand } from '@sunledger/remedy';

import { answerOf, CommandDone } from '../http/answer';
import { checked, jsonBody } from '../http/checked';
import { commandContext } from '../http/command-context';
import { Described } from '../http/described';
import type { Incoming, Outgoing } from '../http/exchange';
import { orProblem, ProblemError, problemOf } from '../http/problem';
import { OFFICE } from '../office-token';
import { FileRemedy, GetRemedy, GiveRemedyCommand } from './remedy-acts';
import {
  FilingBody,
  filingCommandNames,
  remedyCommandBody,
  remedyCommandNames,
} from './remedy-bodies';

const filingType = checked(
  Type.Object({ type: Type.Union(filingCommandNames.map((name) => Type.Literal(name))) }),
);

const RemedyDetailAnswer = Type.Object(
  {
    remedyId: Type.String(),
    caseId: Type.String(),
    kindLabel: Type.String(),
    status: Type.String(),
    revision: Type.Integer(),
    instances: Type.Array(Type.Object({}, { additionalProperties: true })),
    history: Type.Array(Type.Object({}, { additionalProperties: true })),
  },
  { additionalProperties: true },
);

/** 行政复议 and 行政诉讼 about requests. */
@ApiTags('remedies')
@Controller('api/v1')
export class RemediesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(OFFICE) private readonly office: Office,
  ) {}

  @Post('requests/:caseId/remedies')
  @Described({
    summary: '登记行政复议申请或行政诉讼起诉',
    body: FilingBody,
    answer: Type.Composite([CommandDone, Type.Object({ remedyId: Type.String() })]),
    status: 201,
    command: true,
  })
  async file(
    @Param('caseId') caseId: string,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const { type, ...content } = jsonBody(request) as { type?: unknown };
    const name = filingType.read(type === undefined ? {} : { type }).type;
    const body = remedyCommandBody(String(name))?.read(content);
    const context = commandContext(request, this.office);
    const remedyId = derivedId(context.commandId, 'remedy');
    // The body was checked against the schema of the command of this name.
    const command = { ...body, remedyId, caseId, type: name } as unknown as RemedyCommand;
    const outcome = await this.commands.execute(new FileRemedy(remedyId, caseId, command, context));
    return { ...answerOf(outcome, context, response, `/api/v1/remedies/${remedyId}`), remedyId };
  }

  @Get('remedies/:remedyId')
  @Described({ summary: '一件复议或诉讼的现状和经过', answer: RemedyDetailAnswer })
  async detail(
    @Param('remedyId') remedyId: string,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const detail = orProblem(await this.queries.execute(new GetRemedy(remedyId)));
    response.setHeader('ETag', `"${detail.revision}"`);
    return detail;
  }

  // The document lists every command under its own path; see openapi/command-paths.
  @Post('remedies/:remedyId/commands/:command')
  @ApiExcludeEndpoint()
  async give(
    @Param('remedyId') remedyId: string,
    @Param('command') name: string,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const known = remedyCommandNames.some((command) => command === name);
    const body = known ? remedyCommandBody(name) : undefined;
    if (body === undefined) {
      throw new ProblemError(
        problemOf(404, 'command-unknown', `没有“${name}”这一办理事项，请核对接口文档。`, {
          command: name,
        }),
      );
    }
    const content = body.read(jsonBody(request));
    const context = commandContext(request, this.office);
    // The body was checked against the schema of the command of this name.
    const command = { ...content, type: name } as unknown as RemedyCommand;
    const outcome = await this.commands.execute(new GiveRemedyCommand(remedyId, command, context));
    return answerOf(outcome, context, response);
  }
}
