import type { TObject } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { EventDefinition } from '@sunledger/event-store';

/** A definition that brings a schema alone, with the check compiled from it. */
export function checked({
  type,
  version,
  schema,
}: {
  readonly type: string;
  readonly version: number;
  readonly schema: TObject;
}): EventDefinition {
  const compiled = TypeCompiler.Compile(schema);
  const check = (data: unknown) =>
    compiled.Check(data) || (compiled.Errors(data).First()?.message ?? 'wrong shape');
  return { type, version, check };
}
