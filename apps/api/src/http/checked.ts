import type { Static, TObject, TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { type ValueError, Value, ValueErrorType } from '@sinclair/typebox/value';

import type { Incoming } from './exchange';
import { OnDate } from './fields';
import { type BodyFault, ProblemError, problemOf } from './problem';

/** Faults told of one body; further ones are only counted. */
const faultCountMax = 100;

/** A schema that reads what was sent, compiled at its first use. */
export interface Checked<Schema extends TSchema> {
  readonly schema: Schema;
  /** The value, or a problem that lists every fault in it. */
  read(value: unknown): Static<Schema>;
}

export function checked<Schema extends TSchema>(schema: Schema): Checked<Schema> {
  let compiled: TypeCheck<Schema> | undefined;
  return {
    schema,
    read: (value) => {
      compiled ??= TypeCompiler.Compile(schema);
      if (compiled.Check(value)) return value;
      throw new ProblemError(invalid('body-invalid', [...compiled.Errors(value)]));
    },
  };
}

/** As `checked`, for the query of an address: texts become numbers and flags where asked for. */
export function checkedQuery<Schema extends TObject>(schema: Schema): Checked<Schema> {
  const body = checked(schema);
  const check = TypeCompiler.Compile(schema);
  return {
    schema: body.schema,
    read: (query) => {
      const value = Value.Convert(schema, { ...(query as object) });
      if (check.Check(value)) return value;
      throw new ProblemError(invalid('query-invalid', [...check.Errors(value)]));
    },
  };
}

/**
 * The JSON body of a request; an empty one is an empty object.
 * A body of another type is refused: a form that some page submits must never become a command.
 */
export function jsonBody(request: Incoming): unknown {
  if (request.body !== undefined) return request.body;
  const length = request.get('content-length');
  if (length === '0' || (length === undefined && request.get('transfer-encoding') === undefined)) {
    return {};
  }
  throw new ProblemError(
    problemOf(415, 'content-type-unsupported', '请以 application/json 发送内容。', {
      contentType: request.get('content-type') ?? null,
    }),
  );
}

function invalid(code: 'body-invalid' | 'query-invalid', errors: readonly ValueError[]) {
  const byPath = new Map<string, BodyFault>();
  for (const error of errors) {
    const path = error.path === '' ? '/' : error.path;
    if (!byPath.has(path)) byPath.set(path, { path, message: messageOf(error) });
  }
  const faults = [...byPath.values()];
  const first = faults[0];
  const more = faults.length > 1 ? `等 ${faults.length} 处` : '';
  return {
    ...problemOf(
      422,
      code,
      `填写的内容不完整或格式不对：${first === undefined ? '' : `${first.path} ${first.message}`}${more}。`,
      { faultCount: faults.length },
    ),
    faults: faults.slice(0, faultCountMax),
  };
}

type Sentence = (schema: TSchema) => string;

/** What is wrong at one place, for each keyword that the schemas of this system use. */
const sentences: Readonly<Partial<Record<ValueErrorType, Sentence>>> = {
  [ValueErrorType.ObjectRequiredProperty]: () => '缺少此项',
  [ValueErrorType.ObjectAdditionalProperties]: () => '没有这一项，请核对名称',
  [ValueErrorType.Object]: () => '应为一组内容（对象）',
  [ValueErrorType.Array]: () => '应为列表',
  [ValueErrorType.ArrayMinItems]: ({ minItems }) => `至少 ${String(minItems)} 项`,
  [ValueErrorType.ArrayMaxItems]: ({ maxItems }) => `至多 ${String(maxItems)} 项`,
  [ValueErrorType.ArrayUniqueItems]: () => '有重复的内容',
  [ValueErrorType.String]: () => '应为文本',
  [ValueErrorType.StringMinLength]: () => '不能为空',
  [ValueErrorType.StringMaxLength]: ({ maxLength }) => `不能超过 ${String(maxLength)} 个字符`,
  [ValueErrorType.StringPattern]: ({ pattern, description }) => {
    if (pattern === OnDate.pattern) return '应为 2019-03-04 这样的日期';
    return description === undefined ? '格式不对' : `格式不对（${description}）`;
  },
  [ValueErrorType.Boolean]: () => '应为 true 或 false',
  [ValueErrorType.Integer]: () => '应为整数',
  [ValueErrorType.Number]: () => '应为数字',
  [ValueErrorType.IntegerMinimum]: ({ minimum }) => `不能小于 ${String(minimum)}`,
  [ValueErrorType.NumberMinimum]: ({ minimum }) => `不能小于 ${String(minimum)}`,
  [ValueErrorType.IntegerMaximum]: ({ maximum }) => `不能大于 ${String(maximum)}`,
  [ValueErrorType.NumberMaximum]: ({ maximum }) => `不能大于 ${String(maximum)}`,
  [ValueErrorType.Literal]: (schema) => `应为 ${String(schema['const'])}`,
  [ValueErrorType.Union]: (schema) => `只能是：${literalsOf(schema).join('、')}`,
};

/** The sentence never repeats what was sent: that may identify a person. */
const messageOf = ({ type, schema }: ValueError): string =>
  sentences[type]?.(schema) ?? '内容不符合要求';

const typeWords: Readonly<Record<string, string>> = {
  string: '文本',
  object: '一组内容（对象）',
  null: 'null（取消）',
};

const literalsOf = (schema: TSchema): readonly string[] =>
  // `anyOf` is what a TypeBox union is made of.
  ((schema['anyOf'] ?? []) as readonly TSchema[]).flatMap((one) => {
    if ('anyOf' in one) return literalsOf(one);
    const type = String(one['type'] ?? '其他');
    return [String(one['const'] ?? typeWords[type] ?? type)];
  });
