import type { Static, TObject, TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { type ValueError, ValueErrorType } from '@sinclair/typebox/value';
import { type DomainEvent, refuse, type Refusal } from '@sunledger/decider';
import { type IsoDate, isIsoDate } from '@sunledger/working-days';

/** What any command of these small aggregates may be refused for. */
export const generalRefusals = {
  'command-invalid': '填写的内容不完整或格式不对：{fault}。',
  'date-unreal': '{on} 不是有效日期，请按 2019-03-04 的格式填写。',
  'date-in-future': '日期 {on} 晚于今天（{today}），尚未发生的事不能登记。',
} as const;
export type GeneralRefusal = keyof typeof generalRefusals;

/** One command: what it is called, what it says, and what it decides. */
export interface CommandDefinition<
  State,
  Facts,
  Event extends DomainEvent,
  Code extends string,
  Schema extends TObject = TObject,
> {
  readonly label: string;
  readonly schema: Schema;
  readonly decide: (
    command: Static<Schema>,
    state: State,
    facts: Facts,
  ) => readonly Event[] | Refusal<Code>;
}

/** A command table that is given to `decideBy`, which forgets which schema belongs to which name. */
type CommandTable<State, Facts, Event extends DomainEvent, Code extends string> = Readonly<
  Record<
    string,
    {
      readonly schema: TObject;
      readonly decide: (
        command: never,
        state: State,
        facts: Facts,
      ) => readonly Event[] | Refusal<Code>;
    }
  >
>;

/** What is wrong with one item, by keyword of the schema. */
const faultWords: Readonly<Partial<Record<ValueErrorType, (schema: TSchema) => string>>> = {
  [ValueErrorType.ObjectRequiredProperty]: () => '缺少此项',
  [ValueErrorType.StringMinLength]: () => '不能为空',
  [ValueErrorType.StringMaxLength]: ({ maxLength }) => `不能超过 ${String(maxLength)} 个字符`,
  [ValueErrorType.ArrayUniqueItems]: () => '有重复的内容',
};

/** Never what was given: that may be somebody's address. */
const faultSentence = ({ path, type, schema }: ValueError): string =>
  `${path.slice(1)} ${faultWords[type]?.(schema) ?? '不符合要求'}`;

/**
 * The decision over a table of commands: well-formed commands at possible dates reach their own
 * entry, everything else is refused before.
 */
export function decideBy<
  State,
  Facts extends { readonly today: IsoDate },
  Event extends DomainEvent,
  Code extends string,
>(table: CommandTable<State, Facts, Event, Code>) {
  const checks = new Map<string, TypeCheck<TObject>>();
  const checkOf = (type: string, schema: TObject): TypeCheck<TObject> => {
    const known = checks.get(type) ?? TypeCompiler.Compile(schema);
    checks.set(type, known);
    return known;
  };
  return (
    { type, ...content }: { readonly type: string },
    state: State,
    facts: Facts,
  ): readonly Event[] | Refusal<Code | GeneralRefusal> => {
    const definition = Object.hasOwn(table, type) ? table[type] : undefined;
    if (definition === undefined) {
      return refuse('command-invalid', { fault: `未知的办理事项 ${type}` });
    }
    const check = checkOf(type, definition.schema);
    // The compiled check is many times faster than listing faults that are seldom there.
    const fault = check.Check(content) ? undefined : check.Errors(content).First();
    if (fault !== undefined) {
      return refuse('command-invalid', { fault: faultSentence(fault) });
    }
    // The schema of this very entry was checked above.
    return dateRefusal(content, facts) ?? definition.decide(content as never, state, facts);
  };
}

function dateRefusal(
  content: object,
  { today }: { readonly today: IsoDate },
): Refusal<GeneralRefusal> | undefined {
  if (!('on' in content)) return undefined;
  const { on } = content;
  if (!isIsoDate(on)) return refuse('date-unreal', { on });
  return on > today ? refuse('date-in-future', { on, today }) : undefined;
}
