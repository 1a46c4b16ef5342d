import { Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { ReportFilingCommand } from '@sunledger/annual-report';
import type { Office } from '@sunledger/disclosure-office';

import { answerOf, CommandDone } from '../http/answer';
import { jsonBody } from '../http/checked';
import { commandContext } from '../http/command-context';
import { Described } from '../http/described';
import type { Incoming, Outgoing } from '../http/exchange';
import { yearOfPath } from '../http/path-values';
import { OFFICE } from '../office-token';
import { CorrectReport, FileReport, FreezeReport } from './report-acts';
import { correctionBody, type FilingStep, filingSteps, freezeBody } from './report-bodies';

const step = (name: FilingStep) => ({
  summary: filingSteps[name].summary,
  body: filingSteps[name].body.schema,
  answer: CommandDone,
  command: true,
});

/** Whose report of which year, as it stands in the address. */
interface ReportPath {
  readonly agency: string;
  readonly year: string;
}

/** The acts by which a report is filled in, frozen, approved, handed over and corrected. */
@ApiTags('reports')
@Controller('api/v1/reports/:agency/:year')
export class ReportFilingController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(OFFICE) private readonly office: Office,
  ) {}

  @Post('active-disclosure')
  @Described(step('active-disclosure'))
  enterActiveDisclosure(
    @Param() path: ReportPath,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    return this.file('active-disclosure', path, request, response);
  }

  @Post('prose')
  @Described(step('prose'))
  enterProse(
    @Param() path: ReportPath,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    return this.file('prose', path, request, response);
  }

  @Post('freeze')
  @Described({
    summary: '定稿：固定统计截止、知悉时点、数字和案件清单',
    body: freezeBody.schema,
    answer: CommandDone,
    command: true,
  })
  async freeze(
    @Param() { agency, year }: ReportPath,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const body = freezeBody.read(jsonBody(request));
    // The schema of the event says what an accepted warning is.
    const accepted = (body.acceptedWarnings ?? []) as { id: string; reason: string }[];
    const context = commandContext(request, this.office);
    const outcome = await this.commands.execute(
      new FreezeReport(agency, yearOfPath(year), accepted, context),
    );
    return answerOf(outcome, context, response);
  }

  @Post('reopening')
  @Described(step('reopening'))
  reopen(
    @Param() path: ReportPath,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    return this.file('reopening', path, request, response);
  }

  @Post('approval')
  @Described(step('approval'))
  approve(
    @Param() path: ReportPath,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    return this.file('approval', path, request, response);
  }

  @Post('submission')
  @Described(step('submission'))
  submit(
    @Param() path: ReportPath,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    return this.file('submission', path, request, response);
  }

  @Post('publication')
  @Described(step('publication'))
  publish(
    @Param() path: ReportPath,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    return this.file('publication', path, request, response);
  }

  @Post('correction')
  @Described({
    summary: '更正已报出的年度报告，附定稿以来的变化',
    body: correctionBody.schema,
    answer: CommandDone,
    command: true,
  })
  async correct(
    @Param() { agency, year }: ReportPath,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    // The schema of the event says what a correction states.
    const words = correctionBody.read(jsonBody(request)) as CorrectReport['words'];
    const context = commandContext(request, this.office);
    const outcome = await this.commands.execute(
      new CorrectReport(agency, yearOfPath(year), words, context),
    );
    return answerOf(outcome, context, response);
  }

  private async file(
    name: FilingStep,
    { agency, year }: ReportPath,
    request: Incoming,
    response: Outgoing,
  ) {
    const { type, body } = filingSteps[name];
    const content = body.read(jsonBody(request));
    const on = this.office.calendars.today();
    // The body was checked against the facts of this step's event.
    const command = { on, ...content, type } as unknown as ReportFilingCommand;
    const context = commandContext(request, this.office);
    const outcome = await this.commands.execute(
      new FileReport(agency, yearOfPath(year), command, context),
    );
    return answerOf(outcome, context, response);
  }
}
