import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { KindGuard, type TObject, type TSchema } from '@sinclair/typebox';

/** What the document says of one operation; its schemas are the ones that check what is sent. */
export interface Description {
  readonly summary: string;
  readonly description?: string;
  readonly body?: TSchema;
  readonly query?: TObject;
  /** A schema of JSON, or another media type that is answered. */
  readonly answer?: TSchema | string;
  readonly status?: number;
  /** True for what changes something: it takes the headers of a command. */
  readonly command?: boolean;
}

type PlainSchema = Record<string, unknown>;

/** A TypeBox schema as plain JSON Schema; one with an `$id` becomes a reference. */
export const plainSchema = (schema: TSchema): PlainSchema =>
  // An object in, an object out.
  referring(JSON.parse(JSON.stringify(schema))) as PlainSchema;

/** A named schema, wherever it stands, becomes a reference. */
export function referring(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referring);
  if (typeof value !== 'object' || value === null) return value;
  if ('$id' in value) return { $ref: `#/components/schemas/${String(value.$id)}` };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, referring(part)]));
}

const problemResponse = {
  status: 'default' as const,
  description: '未能办理：稳定代码、事实和一句说明',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** The headers every command takes, as the document lists them. */
export const commandHeaders = [
  {
    name: 'Idempotency-Key',
    required: false,
    description: '本次办理的编号（建议 UUID）；同一编号重发只算一次，未给出时由系统确定并返回',
    schema: { type: 'string' as const, maxLength: 200 },
  },
  {
    name: 'If-Match',
    required: false,
    description: '查看时得到的 ETag；其间有变化的，回以 412 和变化内容',
    schema: { type: 'string' as const },
  },
  {
    name: 'X-Actor',
    required: false,
    description: '经办人（百分号编码的 UTF-8），缺省为 local；账户启用前的临时做法',
    schema: { type: 'string' as const, maxLength: 900 },
  },
];

/** Describes an operation for the OpenAPI document. */
export function Described(description: Description): MethodDecorator {
  const { summary, body, query, answer, status = 200, command = false } = description;
  const decorators: MethodDecorator[] = [
    ApiOperation({
      summary,
      ...(description.description === undefined ? {} : { description: description.description }),
    }),
    ApiResponse({ status, description: '办理结果', ...contentOf(answer) }),
    ApiResponse(problemResponse),
  ];
  if (body !== undefined) decorators.push(ApiBody({ schema: plainSchema(body), required: true }));
  for (const [name, schema] of Object.entries(query?.properties ?? {})) {
    const { description: meaning = '' } = schema;
    decorators.push(
      ApiQuery({
        name,
        required: !KindGuard.IsOptional(schema),
        description: meaning,
        schema: plainSchema(schema),
      }),
    );
  }
  if (command) decorators.push(...commandHeaders.map((header) => ApiHeader(header)));
  return applyDecorators(...decorators);
}

function contentOf(answer: TSchema | string | undefined) {
  if (answer === undefined) return {};
  const [mediaType, schema] =
    typeof answer === 'string'
      ? ([answer, { type: 'string' }] as const)
      : (['application/json', plainSchema(answer)] as const);
  return { content: { [mediaType]: { schema } } };
}
