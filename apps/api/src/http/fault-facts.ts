import { errorFacts, type LogFacts } from '@sunledger/observability';

import type { Incoming } from './exchange';

/** Characters of a message that are kept. */
const messageLengthMax = 500;

/**
 * What is logged about an unexpected fault: where it happened and what it is called. A message may
 * quote what was sent, so it is withheld as soon as it holds a piece of the body's personal data.
 */
export function faultFacts(
  errorId: string,
  error: unknown,
  { method, path, body }: Pick<Incoming, 'method' | 'path' | 'body'>,
): LogFacts {
  const known = error instanceof Error ? error : new Error('not an error');
  return {
    errorId,
    method,
    // Only the shape of the address: a look-up by name would stand in its query.
    path,
    message: safeMessage(known, body),
    ...errorFacts(known),
  };
}

function safeMessage(error: Error, body: unknown): string {
  // The JSON parser quotes the text around the fault.
  if (error instanceof SyntaxError) return '(withheld)';
  const quoted = personalTexts(body).some((text) => error.message.includes(text));
  return quoted ? '(withheld)' : error.message.slice(0, messageLengthMax);
}

function personalTexts(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null || !('personal' in body)) return [];
  const { personal } = body;
  if (typeof personal !== 'object' || personal === null) return [];
  return Object.values(personal).filter(
    (value): value is string => typeof value === 'string' && value !== '',
  );
}
