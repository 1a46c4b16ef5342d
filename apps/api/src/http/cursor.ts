import { ProblemError, problemOf } from './problem';

/** Where a page ended, as an address carries it. */
export const cursorOf = (place: string): string => Buffer.from(place).toString('base64url');

/**
 * The place a cursor names; a made-up cursor is a fault of the address, not of the system.
 * @param parts how many texts and numbers a place of this list has.
 */
export function readCursor(cursor: string, parts: number): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (cursorOf(place) === cursor && isPlace(place, parts)) return place;
  throw new ProblemError(
    problemOf(422, 'cursor-malformed', 'after 应为上一页给出的 next，请从第一页重新查看。'),
  );
}

/** Every list goes on from a JSON list of texts and numbers. */
function isPlace(text: string, parts: number): boolean {
  try {
    const place: unknown = JSON.parse(text);
    return (
      Array.isArray(place) &&
      place.length === parts &&
      place.every((part) => typeof part === 'string' || typeof part === 'number')
    );
  } catch {
    return false;
  }
}
