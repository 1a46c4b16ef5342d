import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { mayScrape } from '@sunledger/observability';

import { Described } from '../http/described';
import type { Incoming, Outgoing } from '../http/exchange';
import { ProblemError, problemOf } from '../http/problem';
import { type Operation, OPERATION } from './operation';

/** What the process counts, for Prometheus. */
@ApiTags('health')
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(OPERATION) private readonly operation: Operation) {}

  @Get()
  @Described({
    summary: '运行指标（Prometheus 文本格式），不含个人信息',
    description:
      '本机可读；设有 SUNLEDGER_METRICS_TOKEN_FILE 的须带 Authorization: Bearer，在代理服务器之后而未设的须带代理密钥。',
    answer: 'text/plain',
  })
  async scrape(@Req() request: Incoming, @Res() response: Outgoing): Promise<void> {
    if (!mayScrape(request.headers, this.operation.access)) {
      throw new ProblemError(
        problemOf(403, 'metrics-refused', '读取运行指标须出示令牌（Authorization: Bearer …）。'),
      );
    }
    const { contentType, text } = await this.operation.metrics.scrape();
    response.type(contentType).send(text);
  }
}
