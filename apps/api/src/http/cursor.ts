import { ProblemError, problemOf } from './problem';

/** Where a page ended, as an address carries it. */
export const cursorOf = (place: string): string => Buffer.from(place).toString('base64url');

/** The place a cursor names; a made-up cursor is a fault of the address, not of the system. */
export function readCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (cursorOf(place) === cursor && isPlace(place)) return place;
  throw new ProblemError(
    problemOf(422, 'cursor-malformed', 'after 应为上一页给出的 next，请从第一页重新查看。'),
  );
}

/** Every list goes on from a JSON list of texts and numbers. */
function isPlace(text: string): boolean {
  try {
    const place: unknown = JSON.parse(text);
    return (
      Array.isArray(place) &&
      place.length > 0 &&
      place.every((part) => typeof part === 'string' || typeof part === 'number')
    );
  } catch {
    return false;
  }
}
