import { randomUUID } from 'node:crypto';

import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { EventIdReused, EventStoreUnavailable, RevisionConflict } from '@sunledger/event-store';
import { ReadModelsUnavailable } from '@sunledger/persistence';
import { CaseErased, ErasureIncomplete, KeysUnavailable } from '@sunledger/personal-data';
import type { Log } from '@sunledger/observability';
import { ProjectionBehind } from '@sunledger/projections';

import { requestIdOf } from '../operation/observed-requests';
import type { Incoming, Outgoing } from './exchange';
import { faultFacts } from './fault-facts';
import { type Problem, ProblemError, problemOf } from './problem';
import { sendProblem, sendProblemPage } from './send-problem';

/** Turns whatever ends a request into a problem; what nobody expected is logged under an id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Outgoing>();
    const request = http.getRequest<Incoming>();
    const tell = (problem: Problem): void => {
      if (wantsPage(request)) sendProblemPage(response, problem);
      else sendProblem(response, problem);
    };
    const known = knownProblem(error);
    if (known !== undefined && known.status < 500) {
      tell(known);
      return;
    }
    const errorId = randomUUID();
    this.log.error('fault', {
      requestId: requestIdOf(request),
      ...faultFacts(errorId, error, request),
    });
    tell({
      ...(known ??
        problemOf(
          500,
          'unexpected-error',
          `系统出错，内容可能未保存。请稍后重试；仍不成功的，请把编号 ${errorId} 告诉管理员。`,
        )),
      errorId,
    });
  }
}

/** Somebody looks at a page for people: a browser, anywhere but among the data. */
const wantsPage = (request: Incoming): boolean =>
  (!request.path.startsWith('/api/') || request.path.endsWith('.html')) &&
  request.get('accept')?.includes('text/html') === true;

/** What an error is told as; undefined for what nobody expected. */
export function knownProblem(error: unknown): Problem | undefined {
  if (error instanceof ProblemError) return error.problem;
  return storeProblem(error) ?? frameworkProblem(error);
}

function storeProblem(error: unknown): Problem | undefined {
  if (error instanceof EventIdReused) return keyReused();
  if (error instanceof EventStoreUnavailable) {
    return problemOf(
      503,
      'store-unavailable',
      '数据暂时无法写入或读取（磁盘可能已满，或数据文件不可用），内容未保存。请联系管理员后重试。',
    );
  }
  if (error instanceof KeysUnavailable) {
    return problemOf(
      503,
      'keys-unavailable',
      '个人信息的密钥库暂时连不上，涉及个人信息的内容没有保存，也不能查看。请联系管理员后重试。',
    );
  }
  if (error instanceof ReadModelsUnavailable) {
    return problemOf(
      503,
      'read-models-unavailable',
      '查询数据库暂时连不上，清单和汇总不能查看；已登记的内容没有丢失。请稍后再试，仍不成功的联系管理员。',
    );
  }
  if (error instanceof ProjectionBehind) {
    return problemOf(503, 'read-models-behind', '汇总数据尚未更新完毕，请稍后再试。');
  }
  if (error instanceof ErasureIncomplete) {
    return problemOf(503, 'erasure-incomplete', '清除个人信息尚未完成，请再次办理以完成清除。');
  }
  if (error instanceof CaseErased) {
    return problemOf(422, 'personal-data-erased', '本案个人信息已清除，不能再登记个人信息。');
  }
  return error instanceof RevisionConflict
    ? problemOf(409, 'revision-conflict', '其他人刚刚更新了同一记录，请重新查看后再办理。')
    : undefined;
}

/** The same key for another command: neither carried out nor answered as the first. */
export const keyReused = (): Problem =>
  problemOf(
    422,
    'idempotency-key-reused',
    '该 Idempotency-Key 已用于内容不同的办理，请换一个新的编号再提交。',
  );

function frameworkProblem(error: unknown): Problem | undefined {
  if (error instanceof HttpException) return problemOfStatus(error.getStatus(), error.message);
  // The body parser marks its errors with a status of their own.
  const { status, type } = error as { status?: unknown; type?: unknown };
  return typeof status === 'number' && typeof type === 'string' && status < 500
    ? problemOfStatus(status, type)
    : undefined;
}

function problemOfStatus(status: number, message: string): Problem {
  switch (status) {
    case 404:
      return problemOf(
        404,
        'route-unknown',
        '没有这个地址，请核对（接口文档：/api/openapi.json）。',
      );
    case 405:
      return problemOf(405, 'method-not-allowed', '该地址不支持这种操作。');
    case 413:
      return problemOf(413, 'body-too-large', '发送的内容过大，请缩减或分批提交。');
    case 415:
      return problemOf(415, 'content-type-unsupported', '内容的类型或编码不支持。');
    case 400:
      return /decode param|URI/i.test(message)
        ? problemOf(400, 'address-malformed', '地址中有无法识别的字符，请核对。')
        : problemOf(400, 'body-malformed', '发送的内容不是有效的 JSON（或表单），无法读取。');
    case 503:
      return problemOf(503, 'temporarily-unavailable', '系统暂时繁忙，请稍后再试。');
  }
  return problemOf(status, 'request-refused', '请求有误，未办理。');
}
