import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { Office } from '@sunledger/disclosure-office';
import { readinessOf, type ReadyParts } from '@sunledger/observability';
import { servingCheck } from '@sunledger/projections';

import { Described } from '../http/described';
import type { Outgoing } from '../http/exchange';
import { type Operation, OPERATION } from '../operation/operation';
import { OFFICE } from '../office-token';

const PartAnswer = Type.Object({
  ok: Type.Boolean(),
  because: Type.Optional(Type.String({ description: '故障的名称' })),
  advice: Type.Optional(Type.String({ description: '运维人员可以怎么做' })),
});

/** Whether the process lives, and whether it can serve. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  private readonly parts: ReadyParts;
  private logLength: number | undefined;

  constructor(
    @Inject(OFFICE) office: Office,
    @Inject(OPERATION) private readonly operation: Operation,
  ) {
    this.parts = {
      eventLog: async () => {
        this.logLength = (await office.parts.store.head()).length;
      },
      // Describing the routes asks nothing of the office, which is then not there.
      readModels: async () => (this.checkReadModels ??= servingCheck(office.parts))(),
      ...operation.parts,
    };
  }

  private checkReadModels: ReturnType<typeof servingCheck> | undefined;

  @Get('live')
  @Described({ summary: '进程在运行', answer: Type.Object({ status: Type.String() }) })
  live() {
    return { status: 'live' };
  }

  @Get('ready')
  @Described({
    summary: '可以办理：日志、汇总数据、任务、密钥逐项说明；任何一项不可用则 503',
    answer: Type.Object({
      status: Type.String({ description: 'ready、not-ready，正在停止时为 stopping' }),
      logPosition: Type.Optional(Type.Integer({ description: '日志的长度' })),
      parts: Type.Record(Type.String(), PartAnswer),
    }),
  })
  async ready(@Res({ passthrough: true }) response: Outgoing) {
    const { status, parts } = await readinessOf(this.parts);
    const isStopping = this.operation.isStopping();
    response.status(status === 'ready' && !isStopping ? 200 : 503);
    return {
      status: isStopping ? 'stopping' : status,
      ...(parts['eventLog']?.ok === true ? { logPosition: this.logLength } : {}),
      parts,
    };
  }
}
