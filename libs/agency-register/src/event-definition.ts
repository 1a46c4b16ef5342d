import { type TObject, Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';

/** One event type as stored; what the event store checks on write and read. */
export interface StoredEventDefinition<Name extends string = string> {
  readonly type: Name;
  readonly version: number;
  readonly schema: TObject;
  /** True when the data has the shape of this version; otherwise what is wrong with it. */
  readonly check: (data: unknown) => true | string;
}

/** The definitions of a map of schemas, each in its first version. */
export const defineEvents = <Name extends string>(
  schemas: Readonly<Record<Name, TObject>>,
): readonly StoredEventDefinition<Name>[] =>
  Object.entries<TObject>(schemas).map(([type, schema]) => ({
    // Object.entries forgets that its keys are the keys of the object.
    type: type as Name,
    version: 1,
    schema,
    check: checkOf(schema),
  }));

const checkOf = (schema: TObject): StoredEventDefinition['check'] => {
  const compiled = TypeCompiler.Compile(schema);
  return (data) => {
    if (compiled.Check(data)) return true;
    const first = compiled.Errors(data).First();
    return first === undefined ? 'does not match its schema' : `${first.path} ${first.message}`;
  };
};

/** A plain date `YYYY-MM-DD` in Asia/Shanghai. */
export const OnDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' });

/** Code of an agency: letters, digits and `_`, because `-` separates the parts of stream names. */
export const AgencyCode = Type.String({ pattern: '^[A-Za-z0-9_]{1,32}$' });

export const CaseId = Type.String({ minLength: 1, maxLength: 100 });
