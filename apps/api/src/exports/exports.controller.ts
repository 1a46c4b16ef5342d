import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { exportFileNamePattern } from '@sunledger/jobs';

import { Described } from '../http/described';
import type { Outgoing } from '../http/exchange';
import { ProblemError, problemOf } from '../http/problem';
import { BACKGROUND, type Background } from '../jobs/background';

/** Finished exports of the log, as jobs wrote them. */
@ApiTags('jobs')
@Controller('api/v1/exports')
export class ExportsController {
  constructor(@Inject(BACKGROUND) private readonly background: Background) {}

  @Get(':fileName')
  @Described({
    summary: '下载导出的日志；文件名见导出任务的结果，保存 30 天',
    description: '内容与 sunledger export 的输出相同，可用 sunledger verify 离线核验。',
    answer: 'application/gzip',
  })
  async download(@Param('fileName') fileName: string, @Res() response: Outgoing): Promise<void> {
    const file = await this.opened(fileName);
    try {
      const found = await file.stat();
      if (!found.isFile()) throw exportUnknown();
      response.status(200).type('application/gzip');
      response.setHeader('Content-Length', String(found.size));
      response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
      await sent(file, response);
    } finally {
      await file.close();
    }
  }

  private async opened(fileName: string): Promise<FileHandle> {
    const { exportsDirectory } = this.background;
    // The pattern lets no name out of the directory.
    if (exportsDirectory === undefined || !exportFileNamePattern.test(fileName)) {
      throw exportUnknown();
    }
    try {
      const readOnly = constants.O_RDONLY | constants.O_NOFOLLOW;
      return await open(join(exportsDirectory, fileName), readOnly);
    } catch {
      throw exportUnknown();
    }
  }
}

const exportUnknown = (): ProblemError =>
  new ProblemError(
    problemOf(
      404,
      'export-unknown',
      '没有这个导出文件，或已超过保存期限；请重新导出。多个进程分开运行时，请检查各进程的 SUNLEDGER_EXPORTS 是否为同一目录。',
    ),
  );

/** Who goes away in the middle of a download has broken nothing. */
async function sent(file: FileHandle, response: Outgoing): Promise<void> {
  try {
    await pipeline(file.createReadStream({ autoClose: false }), response);
  } catch (error) {
    if (!response.destroyed) throw error;
  }
}
