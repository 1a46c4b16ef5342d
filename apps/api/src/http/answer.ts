import { isRefusal } from '@sunledger/decider';
import {
  type CommandContext,
  type Conflict,
  isConflict,
  type Outcome,
} from '@sunledger/disclosure-office';
import { Type } from '@sinclair/typebox';

import type { Outgoing } from './exchange';
import { factSentence } from './fact-sentence';
import { type MissedFact, type Problem, ProblemError, problemOf, refusalProblem } from './problem';

/** What is told of a command that was carried out. */
export const CommandDone = Type.Object(
  {
    revision: Type.Integer({ description: '办理后的版本，即 ETag；下次办理时放入 If-Match' }),
    position: Type.Integer({ description: '日志位置' }),
    duplicate: Type.Boolean({ description: '此前已用同一 Idempotency-Key 办理过' }),
    warnings: Type.Array(Type.String(), { description: '不妨碍办理的疑问（稳定代码）' }),
    commandId: Type.String({ description: 'Idempotency-Key，未给出时为系统所定' }),
  },
  { $id: 'CommandDone' },
);

export interface CommandAnswer {
  readonly revision: number;
  readonly position: number;
  readonly duplicate: boolean;
  readonly warnings: readonly string[];
  readonly commandId: string;
}

/**
 * Tells the outcome of a command: 200 with the new revision as `ETag` (201 where it made something
 * new, with its address), or the refusal or conflict as a problem.
 */
export function answerOf(
  outcome: Outcome,
  context: CommandContext,
  response: Outgoing,
  location?: string,
): CommandAnswer {
  if (isRefusal(outcome)) throw new ProblemError(refusalProblem(outcome));
  if (isConflict(outcome)) throw new ProblemError(conflictProblem(outcome, context));
  const { revision, position, duplicate, warnings } = outcome;
  response.setHeader('ETag', `"${revision}"`);
  response.setHeader('Idempotency-Key', context.commandId);
  if (location !== undefined) response.setHeader('Location', location);
  response.status(location === undefined || duplicate ? 200 : 201);
  return { revision, position, duplicate, warnings, commandId: context.commandId };
}

/** Facts listed of what came in between; a client that is further behind reads the history. */
const missedCountMax = 50;

function conflictProblem(
  { expectedRevision, actualRevision, missed }: Conflict,
  context: CommandContext,
): Problem {
  const told = missed.slice(0, missedCountMax).map((event): MissedFact => ({
    revision: event.revision,
    type: event.type,
    occurredOn: event.occurredOn,
    recordedAt: event.recordedAt,
    actor: event.meta.actor,
    sentence: factSentence(event),
  }));
  const changes = told.map(
    ({ actor, occurredOn, sentence }) => `${actor}：${occurredOn} ${sentence}`,
  );
  const what = changes.length === 0 ? '您所见的版本并不存在' : changes.join('；');
  // With If-Match the precondition failed; without, two commands met.
  const status = context.expectedRevision === undefined ? 409 : 412;
  return {
    ...problemOf(
      status,
      'revision-conflict',
      `您查看之后内容已有变化（${what}）。请重新查看后再办理，本次未保存。`,
      { expectedRevision, actualRevision, missedCount: missed.length },
    ),
    missed: told,
  };
}
