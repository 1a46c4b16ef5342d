import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import {
  type AnnualReport,
  definitionForYear,
  remedyGroups,
  renderHtml,
  renderMarkdown,
} from '@sunledger/annual-report';
import type { Office } from '@sunledger/disclosure-office';

import { cursorOf, readCursor } from '../http/cursor';
import { Described } from '../http/described';
import type { Incoming, Outgoing } from '../http/exchange';
import { pageLimitDefault } from '../http/fields';
import { linkToNext } from '../http/paging';
import { yearOfPath } from '../http/path-values';
import { orProblem } from '../http/problem';
import { OFFICE } from '../office-token';
import {
  CompareWithFreeze,
  DeriveReport,
  GetFiling,
  ListCellCases,
  ListRollupFaults,
} from './report-acts';
import { CellCasesAnswer, DifferencesAnswer, FilingAnswer, ReportJson } from './report-answers';
import { cellQuery, reportQuery } from './report-bodies';
import { reportQuestion } from './report-question';

/** Places in the lists of cases (day, case) and of remedies (day, remedy, instance). */
const caseCursorParts = 2;
const remedyCursorParts = 3;

/** The annual report: derived on every call, never stored. */
@ApiTags('reports')
@Controller('api/v1/reports/:agency')
export class ReportsController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(OFFICE) private readonly office: Office,
  ) {}

  // These come first: `:year` would take `2019.html` for a year.
  @Get(':year.html')
  @Described({ summary: '年度报告，可打印的网页', query: reportQuery.schema, answer: 'text/html' })
  async page(
    @Param('agency') agency: string,
    @Param('year') year: string,
    @Query() query: unknown,
    @Res() response: Outgoing,
  ) {
    const report = await this.derived(agency, year, query);
    response.type('text/html; charset=utf-8').send(await this.printed(report, renderHtml));
  }

  @Get(':year.md')
  @Described({ summary: '年度报告，Markdown', query: reportQuery.schema, answer: 'text/markdown' })
  async markdown(
    @Param('agency') agency: string,
    @Param('year') year: string,
    @Query() query: unknown,
    @Res() response: Outgoing,
  ) {
    const report = await this.derived(agency, year, query);
    response.type('text/markdown; charset=utf-8').send(await this.printed(report, renderMarkdown));
  }

  @Get(':year')
  @Described({
    summary: '年度报告：由案件历史得出，可按任一统计截止日和任一知悉时点',
    description: '请求 Accept: text/html 时给出可打印的网页。',
    query: reportQuery.schema,
    answer: ReportJson,
  })
  async report(
    @Param('agency') agency: string,
    @Param('year') year: string,
    @Query() query: unknown,
    @Req() request: Incoming,
    @Res() response: Outgoing,
  ) {
    const report = await this.derived(agency, year, query);
    response.setHeader('Vary', 'Accept');
    if (prefersHtml(request.get('accept'))) {
      response.type('text/html; charset=utf-8').send(await this.printed(report, renderHtml));
    } else {
      response.json(report);
    }
  }

  @Get(':year/cells/:row/:column/cases')
  @Described({
    summary: '一个数字背后的案件（第三部分）或复议、诉讼（第四部分）',
    query: cellQuery.schema,
    answer: CellCasesAnswer,
  })
  async cell(
    @Param() path: { agency: string; year: string; row: string; column: string },
    @Query() query: unknown,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const { limit = pageLimitDefault, after, ...grounds } = cellQuery.read(query);
    const question = reportQuestion(path.agency, path.year, grounds);
    const ofRemedies = remedyGroups.some((group) => group === path.row);
    const page =
      after === undefined
        ? { limit }
        : { limit, after: readCursor(after, ofRemedies ? remedyCursorParts : caseCursorParts) };
    const { entries, next: place } = orProblem(
      await this.queries.execute(
        new ListCellCases(question, { row: path.row, column: path.column }, page),
      ),
    );
    const next = place === null ? null : cursorOf(place);
    linkToNext(request, response, next);
    return { cases: entries, next };
  }

  @Get(':year/filing')
  @Described({ summary: '年度报告的编报进程：填写、定稿、批准、报送、公布', answer: FilingAnswer })
  async filing(
    @Param('agency') agency: string,
    @Param('year') year: string,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const filing = await this.queries.execute(new GetFiling(agency, yearOfPath(year)));
    response.setHeader('ETag', `"${filing.revision}"`);
    return filing;
  }

  @Get(':year/differences')
  @Described({ summary: '定稿以来的变化，逐案逐格', answer: DifferencesAnswer })
  async differences(@Param('agency') agency: string, @Param('year') year: string) {
    return orProblem(await this.queries.execute(new CompareWithFreeze(agency, yearOfPath(year))));
  }

  @Get(':year/rollup-faults')
  @Described({
    summary: '下级中尚未定稿或勾稽不平的机关',
    answer: Type.Object({
      faults: Type.Array(Type.Object({ agency: Type.String(), code: Type.String() })),
    }),
  })
  async rollupFaults(@Param('agency') agency: string, @Param('year') year: string) {
    return {
      faults: await this.queries.execute(new ListRollupFaults(agency, yearOfPath(year))),
    };
  }

  private async derived(agency: string, year: string, query: unknown): Promise<AnnualReport> {
    const question = reportQuestion(agency, year, reportQuery.read(query));
    return orProblem(await this.queries.execute(new DeriveReport(question)));
  }

  private async printed(report: AnnualReport, render: typeof renderHtml): Promise<string> {
    const definition = orProblem(definitionForYear(report.year));
    const { prose } = await this.office.reports.filing(report.agency.code, report.year);
    return render(report, definition, { prose });
  }
}

/** True for a browser that opens the address; a program that takes anything gets JSON. */
const prefersHtml = (accept = ''): boolean => {
  const html = accept.indexOf('text/html');
  const json = accept.indexOf('application/json');
  return html >= 0 && (json < 0 || html < json);
};
