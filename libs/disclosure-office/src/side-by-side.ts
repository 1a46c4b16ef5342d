/**
 * Questions on their way to the stores at once: on servers each is a round trip, and those of many
 * cases share it. More would hold more cases in memory and gain nothing.
 */
const questionsAtOnce = 32;

/** What each item comes to, in the order of the items; some are worked on side by side. */
export async function* sideBySide<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, void> {
  for (let at = 0; at < items.length; at += questionsAtOnce) {
    yield* await Promise.all(items.slice(at, at + questionsAtOnce).map(work));
  }
}
