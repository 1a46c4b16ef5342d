import {
  Controller,
  Inject,
  Post,
  Query,
  Req,
  Res,
  UploadedFile as FromForm,
  UseInterceptors,
} from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { refuse } from '@sunledger/decider';
import type { Office } from '@sunledger/disclosure-office';
import { importLedger } from '@sunledger/jobs';
import { ledgerLimits } from '@sunledger/ledger';

import { checkedQuery } from '../http/checked';
import { commandContext } from '../http/command-context';
import { Described } from '../http/described';
import type { Incoming, Outgoing } from '../http/exchange';
import { strict } from '../http/fields';
import { orProblem } from '../http/problem';
import { ledgerAgency, ledgerFile, ledgerKind, ledgerMediaTypes } from '../ledgers/ledger-fields';
import { type UploadedFile, uploadOf, UploadPlaces } from '../ledgers/ledger-upload';
import { OFFICE } from '../office-token';
import { accepted, asking } from './asked-job';
import { BACKGROUND, type Background, boardOf, uploadsOf } from './background';

const importQuery = checkedQuery(
  Type.Object({ agency: ledgerAgency, kind: Type.Optional(ledgerKind) }, strict),
);

/** Imports that take longer than anybody wants to wait for an answer. */
@ApiTags('jobs')
@Controller('api/v1/jobs')
export class ImportJobController {
  constructor(
    @Inject(BACKGROUND) private readonly background: Background,
    @Inject(OFFICE) private readonly office: Office,
    private readonly places: UploadPlaces,
  ) {}

  @Post('import-ledger')
  @UseInterceptors(ledgerFile())
  @ApiConsumes(...ledgerMediaTypes)
  @Described({
    ...asking('上传台账，在后台导入：先整体核对，再一次写入；有错则一行也不写'),
    description:
      '立即回以 202 和任务地址（Location）。有错时任务为 dead，refusal 中列出行数、错误数和前 100 处错误。上传的文件加密保存，导入成功、取消或作废后即销毁，最长保存 30 天。',
    query: importQuery.schema,
    body: Type.String({ description: '台账文件（表单上传时为 file 项）' }),
  })
  async import(
    @Query() query: unknown,
    @FromForm() file: UploadedFile | undefined,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const [board, uploads] = [boardOf(this.background), uploadsOf(this.background)];
    const { agency, kind: ledger = 'requests' } = importQuery.read(query);
    const { commandId, actor } = commandContext(request, this.office);
    if (!(await this.office.knowsAgency(agency))) orProblem(refuse('agency-unknown', { agency }));
    const upload = await this.places.within(async () =>
      uploads.keep(await uploadOf(request, file, ledgerLimits.fileBytesMax)),
    );
    const data = { agency, ledger, upload, commandId };
    // Sent twice while the first waits, it is one job; the second upload is then left to be discarded.
    const asked = { requestedBy: actor, dedupKey: commandId };
    return accepted(board, await board.enqueue(importLedger, data, asked), response);
  }
}
