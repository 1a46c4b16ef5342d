/**
 * A command that was understood and turned down. Refusals are values: they are part of the
 * aggregate's answer, never exceptions.
 */
export interface Refusal<Code extends string = string> {
  /** Stable code, e.g. `extension-already-given`; clients and tests rely on it. */
  readonly refused: Code;
  /** The facts that caused the refusal, for the sentence shown to the clerk and for the audit. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Builds a refusal with its stable code and the facts that caused it. */
export const refuse = <Code extends string>(
  refused: Code,
  facts: Readonly<Record<string, unknown>> = {},
): Refusal<Code> => ({ refused, facts });

/** Tells a refusal from any other answer. */
export const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && 'refused' in answer;
