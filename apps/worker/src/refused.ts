import type { Refusal } from '@sunledger/decider';
import { refusalSentence } from '@sunledger/disclosure-office';
import { JobFailed } from '@sunledger/jobs';

/** A refusal as the end of a job: trying again would only be refused again. */
export const refused = (
  refusal: Refusal,
  sentence = refusalSentence(refusal.refused, refusal.facts),
): JobFailed => new JobFailed(sentence, true, refusal);
