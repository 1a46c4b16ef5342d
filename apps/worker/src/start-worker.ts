import { type JobBoard, scheduleOfficeJobs } from '@sunledger/jobs';

import { askForDeliveries, reminderHandlers } from './reminder-jobs';
import { rebuildHandler } from './rebuild-job';
import type { WorkerParts } from './worker-parts';

export interface WorkerOptions extends WorkerParts {
  readonly board: JobBoard;
}

export interface RunningWorker {
  /** Waits for running jobs and gives back what does not end in time. */
  close(): Promise<void>;
}

/**
 * Carries out the jobs of the office in this process: reminders by their schedule, and what is asked
 * for. What a wiped queue forgot is asked for again, derived from the log.
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { board } = options;
  await scheduleOfficeJobs(board);
  await askForDeliveries(options);
  const worker = await board.work([...reminderHandlers(options), rebuildHandler(options)]);
  return { close: () => worker.close() };
}
