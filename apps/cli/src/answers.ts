import { isRefusal } from '@sunledger/decider';
import { isConflict, type Outcome, refusalSentence } from '@sunledger/disclosure-office';

import { CommandRefused } from './terminal';

/** The answer, or the refusal as an error with its sentence. */
export function orRefuse<Answer>(answer: Answer): Exclude<Answer, { refused: string }> {
  if (isRefusal(answer)) {
    throw new CommandRefused(
      answer.refused,
      refusalSentence(answer.refused, answer.facts),
      answer.facts,
    );
  }
  // `isRefusal` has just excluded the only member with `refused`.
  return answer as Exclude<Answer, { refused: string }>;
}

/** A command's outcome when it was carried out; a refusal or a conflict as an error. */
export function orFail(outcome: Outcome) {
  const answered = orRefuse(outcome);
  if (isConflict(answered)) {
    throw new CommandRefused('conflict', '其他人刚刚更新了同一记录，请重新查看后再办理。');
  }
  return answered;
}
