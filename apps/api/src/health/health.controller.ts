import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { Office } from '@sunledger/disclosure-office';

import { Described } from '../http/described';
import type { Outgoing } from '../http/exchange';
import { caughtUp } from '../read-side';
import { OFFICE } from '../office-token';

/** How long the read models may take to reach the head before they count as behind. */
const readyWithinMs = 1_000;

/** Whether the process lives, and whether it can serve. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(@Inject(OFFICE) private readonly office: Office) {}

  @Get('live')
  @Described({ summary: '进程在运行', answer: Type.Object({ status: Type.String() }) })
  live() {
    return { status: 'live' };
  }

  @Get('ready')
  @Described({
    summary: '可以办理：日志可读，汇总数据已跟上；否则 503',
    answer: Type.Object({
      status: Type.String(),
      logPosition: Type.Integer(),
    }),
  })
  async ready(@Res({ passthrough: true }) response: Outgoing) {
    try {
      return { status: 'ready', logPosition: await caughtUp(this.office, readyWithinMs) };
    } catch (error) {
      // Whoever asks is a supervisor: what ails is named, not told as a clerk's problem.
      response.status(503);
      return { status: 'not-ready', because: error instanceof Error ? error.name : 'unknown' };
    }
  }
}
