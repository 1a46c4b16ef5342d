/** Entries per statement: few distinct statements, so that each is prepared once. */
const entryCounts: readonly number[] = [256, 32, 4, 1];

/** Cuts a list into pieces of the given sizes, largest first. */
export function* piecesOf<Entry>(entries: readonly Entry[]): Generator<readonly Entry[]> {
  let at = 0;
  for (const count of entryCounts) {
    while (entries.length - at >= count) {
      yield entries.slice(at, at + count);
      at += count;
    }
  }
}

export const placeholders = (count: number): string => `(${Array(count).fill('?').join(',')})`;
