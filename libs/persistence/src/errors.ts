/** Why the database did not answer. */
export type UnavailableReason =
  /** It cannot be reached, is starting or stopping, or the connection broke on the way. */
  | 'connection'
  /** It took longer than a question may take. */
  | 'timeout';

/**
 * The database of the read models did not answer. A write whose answer was lost may have taken
 * effect: look at the checkpoint before going on. The next call connects anew.
 */
export class ReadModelsUnavailable extends Error {
  override readonly name = 'ReadModelsUnavailable';

  constructor(
    readonly reason: UnavailableReason,
    options: ErrorOptions,
  ) {
    super(`the read models do not answer (${reason}): ${messageOf(options.cause)}`, options);
  }
}

const messageOf = (cause: unknown): string =>
  cause instanceof Error && cause.message !== '' ? cause.message : codeOf(cause) || String(cause);

/** The code that Node or PostgreSQL gave an error; empty when there is none. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
