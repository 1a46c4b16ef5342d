import { isRefusal } from '@sunledger/decider';
import { type CommandEnd, inSpan, type Metrics } from '@sunledger/observability';

import { ProblemError } from '../http/problem';

/** A command that carries another one is known by the name of that one. */
function nameOf(asked: object): string {
  if ('command' in asked && typeof asked.command === 'object' && asked.command !== null) {
    const { command } = asked;
    // The names are those of the catalogue: the body was checked before it came here.
    if ('type' in command && typeof command.type === 'string') return command.type;
  }
  return asked.constructor.name;
}

function endOf(answer: unknown): CommandEnd {
  if (typeof answer !== 'object' || answer === null) return 'done';
  if (isRefusal(answer)) return 'refused';
  if ('conflict' in answer) return 'conflict';
  return 'duplicate' in answer && answer.duplicate === true ? 'duplicate' : 'done';
}

/** Carries a command out inside a span, and counts how it ended. */
export async function observedCommand<Answer>(
  asked: object,
  carryOut: () => Promise<Answer>,
  metrics?: Metrics,
): Promise<Answer> {
  const name = nameOf(asked);
  const startedAt = performance.now();
  const count = (end: CommandEnd) =>
    metrics?.command(name, end, (performance.now() - startedAt) / 1_000);
  try {
    const answer = await inSpan(
      `command ${name}`,
      { 'sunledger.command': name },
      carryOut,
      (given) => ({ 'sunledger.outcome': endOf(given) }),
    );
    count(endOf(answer));
    return answer;
  } catch (error) {
    // A problem is an answer as well; anything else nobody expected.
    count(error instanceof ProblemError && error.problem.status < 500 ? 'refused' : 'failed');
    throw error;
  }
}
