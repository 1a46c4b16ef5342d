import { isRefusal, type Refusal } from '@sunledger/decider';
import { type Job, type JobRefusal, jobRefusalSentence } from '@sunledger/jobs';

import { type Problem, ProblemError, problemOf } from '../http/problem';

/** This process was started without jobs. */
export const jobsNotAvailable = (): Problem =>
  problemOf(404, 'jobs-not-available', '本系统未启用后台任务，请联系管理员。');

const problemOfRefusal = (refusal: Refusal<JobRefusal>): Problem => {
  const { refused, facts } = refusal;
  return problemOf(
    refused === 'job-unknown' ? 404 : 409,
    refused,
    jobRefusalSentence(refusal),
    facts,
  );
};

export const jobUnknown = (id: string): Problem =>
  problemOfRefusal({ refused: 'job-unknown', facts: { id } });

/** The job, or why not as a problem. */
export function jobOrProblem(answer: Job | Refusal<JobRefusal>): Job {
  if (isRefusal(answer)) throw new ProblemError(problemOfRefusal(answer));
  return answer;
}
