import type { Office } from '@sunledger/disclosure-office';
import type { JobBoard } from '@sunledger/jobs';

/** What handlers of jobs work with. */
export interface WorkerParts {
  readonly office: Office;
  readonly board: JobBoard;
}

/** Who stands in the log and in the record of jobs where nobody gave the command. */
export const workerActor = 'system';
