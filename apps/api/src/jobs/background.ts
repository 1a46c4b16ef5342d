import type { JobBoard, Uploads } from '@sunledger/jobs';

import { ProblemError } from '../http/problem';
import { jobsNotAvailable } from './job-problems';

/** What is done in the background, as far as this process has to do with it. */
export interface Background {
  /** Where jobs are asked for and looked at; without it `jobs-not-available` is the answer. */
  readonly jobs?: JobBoard | undefined;
  /** Where uploads are kept for the process that works on them. */
  readonly uploads?: Uploads | undefined;
  /** Where finished exports are found, by whatever process they were written. */
  readonly exportsDirectory?: string | undefined;
}

export const BACKGROUND = Symbol('Background');

/** The board of jobs. @throws ProblemError where the API runs without one. */
export function boardOf({ jobs }: Background): JobBoard {
  if (jobs === undefined) throw new ProblemError(jobsNotAvailable());
  return jobs;
}

/** The place for uploads. @throws ProblemError where the API runs without one. */
export function uploadsOf({ uploads }: Background): Uploads {
  if (uploads === undefined) throw new ProblemError(jobsNotAvailable());
  return uploads;
}
