import type { TObject, TSchema } from '@sinclair/typebox';

import { code, table } from './page';

/** What a schema accepts, in few words: `date`, `text`, `one of …`, `list of …`. */
export function wordsOf(schema: TSchema): string {
  if ('const' in schema) return code(String(schema['const']));
  if (Array.isArray(schema['anyOf']))
    return (schema['anyOf'] as TSchema[]).map(wordsOf).join(' or ');
  switch (schema['type']) {
    case 'string':
      return textWords(schema);
    case 'integer':
    case 'number':
      return numberWords(schema);
    case 'array':
      return `list of ${wordsOf(schema['items'] as TSchema)}`;
    case 'object':
      return objectWords(schema);
    case undefined:
      return 'any JSON';
    case 'boolean':
    case 'null':
      return String(schema['type']);
    default:
      throw new Error(`a schema of type ${String(schema['type'])} has no words yet`);
  }
}

function textWords({ pattern, maxLength }: TSchema): string {
  if (pattern === '^\\d{4}-\\d{2}-\\d{2}$') return 'date';
  if (pattern !== undefined) return `text like ${code(String(pattern))}`;
  return maxLength === undefined ? 'text' : `text, up to ${String(maxLength)} characters`;
}

function numberWords({ type, minimum, maximum }: TSchema): string {
  const word = type === 'integer' ? 'whole number' : 'number';
  if (minimum === undefined) return word;
  return maximum === undefined
    ? `${word} from ${String(minimum)}`
    : `${word} from ${String(minimum)} to ${String(maximum)}`;
}

function objectWords(schema: TSchema): string {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, TSchema>>;
  if (Object.keys(properties).length > 0) {
    return `{ ${Object.entries(properties)
      .map(([name, field]) => `${name}${isRequired(schema, name) ? '' : '?'}: ${wordsOf(field)}`)
      .join('; ')} }`;
  }
  const [values] = Object.values((schema['patternProperties'] ?? {}) as Record<string, TSchema>);
  return values === undefined ? 'object' : `object of ${wordsOf(values)} by name`;
}

const isRequired = (schema: TSchema, name: string): boolean =>
  ((schema['required'] ?? []) as readonly string[]).includes(name);

/** The fields of an object as a table; an object without fields says so. */
export function fieldTable(schema: TObject): readonly string[] {
  const fields = Object.entries(schema.properties);
  if (fields.length === 0) return ['No fields beside the date.'];
  return table(
    ['field', 'required', 'holds'],
    fields.map(([name, field]) => [
      code(name),
      isRequired(schema, name) ? 'yes' : '',
      wordsOf(field),
    ]),
  );
}
