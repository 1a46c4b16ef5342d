import { isRefusal, type Refusal } from '@sunledger/decider';

import type { Job } from './job';
import type { JobBoard, JobRefusal } from './job-board';
import { discardUploads, importLedger } from './office-jobs';

/** What somebody may decide about a job. */
export type JobDecision = 'retry' | 'discard' | 'cancel';

/** Carries out a decision about a job of the office, and what follows from it. */
export async function decideJob(
  board: Pick<JobBoard, JobDecision | 'enqueue'>,
  decision: JobDecision,
  { id, requestedBy }: { readonly id: string; readonly requestedBy: string },
): Promise<Job | Refusal<JobRefusal>> {
  const job = await board[decision](id);
  if (!isRefusal(job) && decision !== 'retry' && job.kind === importLedger.name) {
    // Whose import has ended for good needs its upload no longer.
    await board.enqueue(discardUploads, {}, { requestedBy, dedupKey: discardUploads.name });
  }
  return job;
}
