import { JobFailed } from '../job-handler';

/** Characters of a sentence that are kept. */
const wordsLengthMax = 500;
const frameCountMax = 10;

/**
 * What the record keeps of an error: the sentence of a `JobFailed`, of others only what they are
 * called, because a message may quote what must not be kept.
 */
export function errorWords(error: unknown): string {
  if (error instanceof JobFailed) return error.sentence.slice(0, wordsLengthMax);
  if (!(error instanceof Error)) return '未知错误';
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? `${error.name} (${code})` : error.name;
}

/** Where an error happened, for the log of the server; without its message. */
export const framesOf = (error: unknown): readonly string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .slice(0, frameCountMax)
        .map((line) => line.trim())
    : [];
