import { isRefusal, type Refusal } from '@sunledger/decider';
import type { Job, JobRefusal, JobState } from '@sunledger/jobs';

import { type Problem, ProblemError, problemOf } from '../http/problem';
import { jobStateLabels } from './job-answers';

/** This process was started without jobs. */
export const jobsNotAvailable = (): Problem =>
  problemOf(404, 'jobs-not-available', '本系统未启用后台任务，请联系管理员。');

export const jobUnknown = (id: string): Problem =>
  problemOf(404, 'job-unknown', '没有这项任务，或已过保存期限，请重新查看任务列表。', { id });

const stateOf = ({ state }: Refusal['facts']): string =>
  // Every refusal about a state names it.
  jobStateLabels[state as JobState];

type Told = (facts: Refusal['facts']) => Problem;

const problems: Readonly<Record<JobRefusal, Told>> = {
  'job-unknown': ({ id }) => jobUnknown(String(id)),
  'job-not-dead': (facts) =>
    problemOf(
      409,
      'job-not-dead',
      `该任务目前为“${stateOf(facts)}”，只有多次未成的任务才能重试或作废。`,
      facts,
    ),
  'job-ended': (facts) =>
    problemOf(409, 'job-ended', `该任务目前为“${stateOf(facts)}”，不能再取消。`, facts),
  'job-succeeded-by-another': (facts) =>
    problemOf(
      409,
      'job-succeeded-by-another',
      '已有相同的任务在等待或办理，不必重试，请查看该任务。',
      facts,
    ),
};

/** The job, or why not as a problem. */
export function jobOrProblem(answer: Job | Refusal<JobRefusal>): Job {
  if (isRefusal(answer)) throw new ProblemError(problems[answer.refused](answer.facts));
  return answer;
}
