/** A cursor that this release did not give out, or not for this list. */
export class CursorInvalid extends Error {
  override readonly name = 'CursorInvalid';

  constructor(readonly cursor: string) {
    super('the cursor does not belong to this list');
  }
}

/** A place in a list: the sort keys of its last entry, as a JSON list. */
export const cursorOf = (keys: readonly (string | number)[]): string => JSON.stringify(keys);

const parse = (cursor: string): unknown => {
  try {
    return JSON.parse(cursor);
  } catch {
    return undefined;
  }
};

/**
 * The sort keys in a cursor.
 * @throws CursorInvalid
 */
export function keysOf(cursor: string, count: number): readonly (string | number)[] {
  const keys = parse(cursor);
  if (!Array.isArray(keys) || keys.length !== count) throw new CursorInvalid(cursor);
  return keys.map((key: unknown) => {
    if (typeof key === 'string' || typeof key === 'number') return key;
    throw new CursorInvalid(cursor);
  });
}
