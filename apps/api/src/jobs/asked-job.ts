import type { Job, JobBoard } from '@sunledger/jobs';

import type { Outgoing } from '../http/exchange';
import { ProblemError } from '../http/problem';
import { JobJson, jobJson } from './job-answers';
import { jobUnknown } from './job-problems';

/** What the document says of asking for a job. */
export const asking = (summary: string) => ({
  summary,
  description: '立即回以 202 和任务地址（Location），此后到该地址查看进度和结果。',
  answer: JobJson,
  status: 202,
  command: true,
});

/** The job of an id. @throws ProblemError */
export async function knownJob(board: JobBoard, id: string): Promise<Job> {
  const job = await board.find(id);
  if (job === undefined) throw new ProblemError(jobUnknown(id));
  return job;
}

/** Tells that a job has been asked for, and where to look at it. */
export async function accepted(board: JobBoard, id: string, response: Outgoing) {
  const job = await knownJob(board, id);
  response.setHeader('Location', `/api/v1/jobs/${id}`);
  response.status(202);
  return jobJson(job);
}
