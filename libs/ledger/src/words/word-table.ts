/** What a word of a ledger cell turned out to be. */
export type WordReading<Value> =
  { readonly found: Value } | { readonly ambiguousAmong: readonly string[] } | undefined;

/** The words one column takes, with the synonyms offices use. */
export interface WordTable<Value> {
  readonly read: (text: string) => WordReading<Value>;
  /** Every accepted word with what it stands for; the documentation is made from this. */
  readonly words: readonly (readonly [word: string, value: Value])[];
  /** The word to write for each value; also what a fault offers. */
  readonly preferred: readonly string[];
}

/** `1.`, `（一）`, `四、`: the numbering the report prints before a row label. */
const ROW_NUMBER =
  /^(?:\d{1,2}[.、,]|\([一二三四五六七八九十]{1,2}\)|[一二三四五六七八九十]{1,2}、)/;
const IGNORED = /[\s“”‘’"'「」『』]/g;
const CLOSING_MARK = /[。.;,]+$/;

/** Reduces spelling differences that carry no meaning: width, case, spaces, quotes, numbering. */
export const normaliseWord = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(IGNORED, '')
    .replace(ROW_NUMBER, '')
    .replace(CLOSING_MARK, '');

/**
 * @param words every accepted word; two words that read alike must stand for one value
 * @param ambiguous words that could stand for several values, with the words to choose from
 */
export const wordTable = <Value>(
  words: readonly (readonly [string, Value])[],
  preferred: readonly string[],
  ambiguous: Readonly<Record<string, readonly string[]>> = {},
): WordTable<Value> => {
  const values = new Map<string, Value>();
  for (const [word, value] of words) {
    const key = normaliseWord(word);
    const earlier = values.get(key);
    if (earlier !== undefined && earlier !== value) {
      throw new Error(`the word ${word} is listed for two values`);
    }
    values.set(key, value);
  }
  const choices = new Map(
    Object.entries(ambiguous).map(([word, among]) => [normaliseWord(word), among]),
  );
  return {
    words,
    preferred,
    read: (text) => {
      const key = normaliseWord(text);
      const found = values.get(key);
      if (found !== undefined) return { found };
      const among = choices.get(key);
      return among === undefined ? undefined : { ambiguousAmong: among };
    },
  };
};
