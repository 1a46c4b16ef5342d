import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

import { CommandDone } from '../http/answer';
import { referring } from '../http/described';
import { JobJson } from '../jobs/job-answers';
import { ImportAnswer } from '../ledgers/ledger-answers';
import { ReportJson } from '../reports/report-answers';
import { DeadlineJson, RequestDetailAnswer } from '../requests/request-answers';
import { commandPaths } from './command-paths';
import { ProblemJson } from './problem-schema';

const introduction = `政府信息公开申请办理与年度报告的接口。

- 一切变更都是“办理”（command）：可带 \`Idempotency-Key\`（同一编号重发只算一次）和 \`If-Match\`（查看时的 ETag；其间有变化的回以 412 及变化内容）。
- 错误一律为 \`application/problem+json\`：\`code\` 稳定不变，\`facts\` 为事实，\`detail\` 为经办人可以照办的一句话。
- 日期为北京时间的 \`YYYY-MM-DD\`，时刻为 UTC 的 ISO 8601。
- 账户与权限启用之前只在本机监听；\`X-Actor\` 为临时做法，启用账户后以登录身份为准。`;

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** Named schemas, without the mark that names them. */
const named = [
  CommandDone,
  DeadlineJson,
  ImportAnswer,
  JobJson,
  ProblemJson,
  ReportJson,
  RequestDetailAnswer,
];

/** The OpenAPI document of the application. */
export function documentOf(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('阳光台账 Sunledger')
    .setDescription(introduction)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) =>
      `${lowerFirst(controller.replace(/Controller$/, ''))}_${method}`,
  });
  return {
    ...document,
    paths: inOrder(withPathParameters({ ...document.paths, ...commandPaths() })),
    components: { ...document.components, schemas: schemas() },
  };
}

function schemas(): Schemas {
  return Object.fromEntries(
    named.map((schema) => {
      const { $id = '', ...plain } = JSON.parse(JSON.stringify(schema)) as { $id?: string };
      return [$id, referring(plain)];
    }),
  ) as Schemas;
}

type Paths = OpenAPIObject['paths'];
const methods = ['get', 'post'] as const;

/** A handler that takes the whole path at once leaves its parameters unsaid. */
const withPathParameters = (paths: Paths): Paths =>
  Object.fromEntries(
    Object.entries(paths).map(([path, item]) => {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const completed = methods.flatMap((method) => {
        const operation = item[method];
        if (operation === undefined) return [];
        const { parameters = [] } = operation;
        const isSaid = (name: string) =>
          parameters.some((one) => 'in' in one && one.in === 'path' && one.name === name);
        const unsaid = names
          .filter((name) => !isSaid(name))
          .map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
        return [[method, { ...operation, parameters: [...unsaid, ...parameters] }]];
      });
      // The same operations with more parameters said.
      return [path, { ...item, ...Object.fromEntries(completed) } as Paths[string]];
    }),
  );

const inOrder = <Value>(paths: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(paths).sort(([one], [other]) => (one < other ? -1 : 1)));

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
