import { type DecisionType, type RemedyResult, remedyResultLabels } from '../decisions';
import { type Condition, evidenced, must } from './command';

/** How it ended is stated by its kind of decision; a ledger may state the column alone. */
export function outcomeConditions(
  type: DecisionType | undefined,
  result: RemedyResult | undefined,
): readonly Condition[] {
  return [
    must(type !== undefined || result !== undefined, 'decision-missing'),
    evidenced(type !== undefined, 'decision-type-missing'),
    must(agree(type, result), 'result-contradicts-decision', {
      decisionLabel: type?.label,
      resultLabel: result === undefined ? undefined : remedyResultLabels[result],
    }),
  ];
}

/** A stated column may repeat what follows from the kind of decision, never contradict it. */
const agree = (type: DecisionType | undefined, result: RemedyResult | undefined): boolean =>
  type === undefined ||
  result === undefined ||
  type.result === 'ofInstanceBefore' ||
  type.result === result;
