import type { Refusal } from '@sunledger/decider';

import type { Job, JobState } from './job';
import type { JobRefusal } from './job-board';
import { officeJobs } from './office-jobs';

/** The states in the words of the office. */
export const jobStateLabels = {
  waiting: '等待办理',
  running: '正在办理',
  done: '已办完',
  dead: '多次未成，待处理',
  cancelled: '已取消',
  discarded: '已作废',
} as const satisfies Record<JobState, string>;

const titles = new Map(officeJobs.map(({ name, title }) => [name, title]));

/** A job as it is told to people: with its words, without what carries it. */
export const toldJob = ({ dedupKey: _, worker: __, ...job }: Job) => ({
  ...job,
  title: titles.get(job.kind) ?? job.kind,
  stateLabel: jobStateLabels[job.state],
  attempts: [...job.attempts],
  /** Why a dead job is not permitted as things stand. */
  refusal: (job.state === 'dead' ? job.attempts.at(-1)?.refusal : undefined) ?? null,
});

const stateOf = ({ state }: Refusal['facts']): string =>
  // Every refusal about a state names it.
  jobStateLabels[state as JobState];

const sentences: Readonly<Record<JobRefusal, (facts: Refusal['facts']) => string>> = {
  'job-unknown': () => '没有这项任务，或已过保存期限，请重新查看任务列表。',
  'job-not-dead': (facts) => `该任务目前为“${stateOf(facts)}”，只有多次未成的任务才能重试或作废。`,
  'job-ended': (facts) => `该任务目前为“${stateOf(facts)}”，不能再取消。`,
  'job-succeeded-by-another': () => '已有相同的任务在等待或办理，不必重试，请查看该任务。',
};

/** Why something cannot be done with a job. */
export const jobRefusalSentence = ({ refused, facts }: Refusal<JobRefusal>): string =>
  sentences[refused](facts);
