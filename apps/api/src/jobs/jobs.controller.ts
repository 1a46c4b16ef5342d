import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { refuse } from '@sunledger/decider';
import type { Office } from '@sunledger/disclosure-office';
import {
  compareReadModels,
  decideJob,
  exportLog,
  freezeReport,
  type JobDecision,
  type JobKind,
  rebuildReadModels,
} from '@sunledger/jobs';

import { jsonBody } from '../http/checked';
import { actorOf, commandContext } from '../http/command-context';
import { cursorOf, readCursor } from '../http/cursor';
import { Described } from '../http/described';
import type { Incoming, Outgoing } from '../http/exchange';
import { pageLimitDefault } from '../http/fields';
import { linkToNext } from '../http/paging';
import { orProblem } from '../http/problem';
import { OFFICE } from '../office-token';
import { accepted, asking, knownJob } from './asked-job';
import { BACKGROUND, type Background, boardOf } from './background';
import { JobJson, jobJson, JobPageJson } from './job-answers';
import { freezeJobBody, jobsQuery, noWords } from './job-bodies';
import { jobOrProblem } from './job-problems';

/** The instant asked for, and the job. */
const cursorParts = 2;

const deciding = (summary: string) => ({ summary, answer: JobJson, command: true });

/** What is done in the background: asked for here, looked at, decided on when it failed. */
@ApiTags('jobs')
@Controller('api/v1/jobs')
export class JobsController {
  constructor(
    @Inject(BACKGROUND) private readonly background: Background,
    @Inject(OFFICE) private readonly office: Office,
  ) {}

  @Get()
  @Described({
    summary: '后台任务，最近提出的在前；state=dead 为多次未成、待处理的',
    query: jobsQuery.schema,
    answer: JobPageJson,
  })
  async list(
    @Query() query: unknown,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const { limit = pageLimitDefault, after, ...filters } = jobsQuery.read(query);
    const page = await this.board().list({
      ...filters,
      limit,
      ...(after === undefined ? {} : { after: readCursor(after, cursorParts) }),
    });
    const next = page.next === null ? null : cursorOf(page.next);
    linkToNext(request, response, next);
    return { jobs: page.jobs.map(jobJson), next };
  }

  @Get(':id')
  @Described({ summary: '一项任务：状态、进度、结果和未成的各次', answer: JobJson })
  async find(@Param('id') id: string) {
    return jobJson(await knownJob(this.board(), id));
  }

  @Post(':id/retry')
  @HttpCode(200)
  @Described(deciding('重试多次未成的任务'))
  retry(@Param('id') id: string, @Req() request: Incoming) {
    return this.decide('retry', id, request);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @Described(deciding('作废多次未成的任务'))
  discard(@Param('id') id: string, @Req() request: Incoming) {
    return this.decide('discard', id, request);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Described(deciding('取消任务：等待的不再办理，正在办理的要求其停止'))
  cancel(@Param('id') id: string, @Req() request: Incoming) {
    return this.decide('cancel', id, request);
  }

  @Post('export-log')
  @Described(asking('导出全部日志'))
  exportLog(@Req() request: Incoming, @Res({ passthrough: true }) response: Outgoing) {
    return this.askForOne(exportLog, request, response);
  }

  @Post('rebuild-read-models')
  @Described(asking('重建汇总数据；其间仍可办理'))
  rebuild(@Req() request: Incoming, @Res({ passthrough: true }) response: Outgoing) {
    return this.askForOne(rebuildReadModels, request, response);
  }

  @Post('compare-read-models')
  @Described(asking('核对汇总数据与日志是否一致'))
  compare(@Req() request: Incoming, @Res({ passthrough: true }) response: Outgoing) {
    return this.askForOne(compareReadModels, request, response);
  }

  @Post('freeze-report')
  @Described({ ...asking('年度报告定稿'), body: freezeJobBody.schema })
  async freeze(@Req() request: Incoming, @Res({ passthrough: true }) response: Outgoing) {
    const board = this.board();
    const { agency, year, acceptedWarnings = [] } = freezeJobBody.read(jsonBody(request));
    if (!(await this.office.knowsAgency(agency))) orProblem(refuse('agency-unknown', { agency }));
    const { commandId, actor } = commandContext(request, this.office);
    const id = await board.enqueue(
      freezeReport,
      { agency, year, acceptedWarnings, commandId },
      { requestedBy: actor, dedupKey: `${agency}/${year}` },
    );
    return accepted(board, id, response);
  }

  /** Asks for a job of which one at a time is enough. */
  private async askForOne(
    kind: JobKind<Record<string, never>>,
    request: Incoming,
    response: Outgoing,
  ) {
    const board = this.board();
    const data = noWords.read(jsonBody(request));
    const asked = { requestedBy: actorOf(request), dedupKey: kind.name };
    return accepted(board, await board.enqueue(kind, data, asked), response);
  }

  private async decide(decision: JobDecision, id: string, request: Incoming) {
    noWords.read(jsonBody(request));
    const asked = { id, requestedBy: actorOf(request) };
    return jobJson(jobOrProblem(await decideJob(this.board(), decision, asked)));
  }

  private board() {
    return boardOf(this.background);
  }
}
