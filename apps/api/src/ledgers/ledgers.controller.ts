import {
  Controller,
  Get,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  UploadedFile as FromForm,
  UseInterceptors,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { ImportReport, Office } from '@sunledger/disclosure-office';
import {
  ledgerLimits,
  ledgerTemplateCsv,
  writeLedgerCsv,
  writeRemedyLedgerCsv,
} from '@sunledger/ledger';

import { checked, checkedQuery, jsonBody } from '../http/checked';
import { commandContext } from '../http/command-context';
import { Described } from '../http/described';
import type { Incoming, Outgoing } from '../http/exchange';
import { strict } from '../http/fields';
import { orProblem, ProblemError, problemOf } from '../http/problem';
import { OFFICE } from '../office-token';
import { ImportAnswer } from './ledger-answers';
import { ExportLedger, ImportLedger, type LedgerKind, type LedgerRows } from './ledger-acts';
import { ledgerAgency, ledgerFile, ledgerKind, ledgerMediaTypes } from './ledger-fields';
import { type UploadedFile, uploadOf, UploadPlaces } from './ledger-upload';

const importQuery = checkedQuery(
  Type.Object(
    {
      agency: ledgerAgency,
      kind: Type.Optional(ledgerKind),
      dryRun: Type.Optional(Type.Boolean({ description: '只核对，不写入' })),
    },
    strict,
  ),
);
const exportQuery = checkedQuery(Type.Object({ agency: ledgerAgency }, strict));
const exportBody = checked(
  Type.Object(
    {
      agency: ledgerAgency,
      kind: Type.Optional(ledgerKind),
      withPersonalData: Type.Optional(
        Type.Boolean({ description: '写出申请人信息和申请内容（读取行为将被记录）' }),
      ),
    },
    strict,
  ),
);

/** 台账 in and out. */
@ApiTags('ledgers')
@Controller('api/v1/ledgers')
export class LedgersController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(OFFICE) private readonly office: Office,
    private readonly places: UploadPlaces,
  ) {}

  @Post('imports')
  @UseInterceptors(ledgerFile())
  @ApiConsumes(...ledgerMediaTypes)
  @Described({
    summary: '导入台账：先整体核对，再一次写入；有错则一行也不写，回以 422 和逐行的错误',
    query: importQuery.schema,
    body: Type.String({ description: '台账文件（表单上传时为 file 项）' }),
    answer: ImportAnswer,
    command: true,
  })
  async import(
    @Query() query: unknown,
    @FromForm() file: UploadedFile | undefined,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ): Promise<ImportReport> {
    const { agency, kind = 'requests', dryRun = false } = importQuery.read(query);
    const context = commandContext(request, this.office);
    return this.places.within(async () => {
      const upload = await uploadOf(request, file, ledgerLimits.fileBytesMax);
      const ledger = { agency, kind, dryRun, ...upload };
      const report = orProblem(await this.commands.execute(new ImportLedger(ledger, context)));
      if (report.faultCount > 0) throw new ProblemError(ledgerProblem(report));
      response.status(200);
      return report;
    });
  }

  @Get('templates/:kind.csv')
  @Described({ summary: '空白台账（只有表头）', answer: 'text/csv' })
  template(@Param('kind') kind: string, @Res() response: Outgoing): void {
    response.type('text/csv; charset=utf-8').send(ledgerTemplateCsv(kindOf(kind)));
  }

  @Get(':kind.csv')
  @Described({
    summary: '导出台账，不含申请人信息和申请内容',
    query: exportQuery.schema,
    answer: 'text/csv',
  })
  async export(
    @Param('kind') kind: string,
    @Query() query: unknown,
    @Req() request: Incoming,
    @Res() response: Outgoing,
  ): Promise<void> {
    const { agency } = exportQuery.read(query);
    const context = commandContext(request, this.office);
    const rows = await this.commands.execute(
      new ExportLedger(agency, kindOf(kind), false, context),
    );
    await written(orProblem(rows), response);
  }

  @Post('exports')
  @Described({
    summary: '导出台账，可含个人信息（读取行为将被记录）',
    body: exportBody.schema,
    answer: 'text/csv',
    command: true,
  })
  async exportWithPersonalData(@Req() request: Incoming, @Res() response: Outgoing): Promise<void> {
    const body = exportBody.read(jsonBody(request));
    const { agency, kind = 'requests', withPersonalData = false } = body;
    const context = commandContext(request, this.office);
    const rows = await this.commands.execute(
      new ExportLedger(agency, kind, withPersonalData, context),
    );
    await written(orProblem(rows), response);
  }
}

function kindOf(text: string): LedgerKind {
  if (text === 'requests' || text === 'remedies') return text;
  throw new ProblemError(
    problemOf(
      404,
      'ledger-kind-unknown',
      '台账只有 requests（申请）和 remedies（复议、诉讼）两种。',
    ),
  );
}

async function written(ledger: LedgerRows, response: Outgoing): Promise<void> {
  response.status(200).type('text/csv; charset=utf-8');
  response.setHeader('Content-Disposition', `attachment; filename="${ledger.kind}.csv"`);
  if (ledger.kind === 'requests') await writeLedgerCsv(ledger.rows, response);
  else await writeRemedyLedgerCsv(ledger.rows, response);
  response.end();
}

/** The faults row by row, as the reader of the ledger worded them. */
const ledgerProblem = (report: ImportReport) => {
  const { faults, faultCount, ...rest } = report;
  return {
    ...problemOf(
      422,
      'ledger-refused',
      `台账有 ${faultCount} 处错误，未写入任何内容：${faults[0]?.message ?? ''}`,
      { ...rest, faultCount, faults },
    ),
    faults: faults.map(({ rowNumber, column, message }) => ({
      path: [rowNumber === undefined ? '' : `第 ${rowNumber} 行`, column ?? ''].join(' ').trim(),
      message,
    })),
  };
};
