import { type JobHandler, scheduleOfficeJobs } from '@sunledger/jobs';
import { errorFacts } from '@sunledger/observability';

import { exportHandler } from './export-job';
import { freezeHandler } from './freeze-job';
import { importHandlers } from './import-job';
import { lookEveryMs, restoreSchedules } from './kept-schedules';
import { readModelHandlers } from './read-model-jobs';
import { askForDeliveries, reminderHandlers } from './reminder-jobs';
import { warnOfSilentMail } from './silent-mail';
import type { WorkerParts } from './worker-parts';

export interface RunningWorker {
  /** Waits for running jobs and gives back what does not end in time. */
  close(): Promise<void>;
}

/** A handler for every kind of job there is. */
export const officeHandlers = (parts: WorkerParts): readonly JobHandler[] => [
  ...reminderHandlers(parts),
  freezeHandler(parts),
  exportHandler(parts),
  ...importHandlers(parts),
  ...readModelHandlers(parts),
];

/**
 * Carries out the jobs of the office in this process: reminders by their schedule, and what is asked
 * for. What a wiped queue forgot is asked for again, derived from the log.
 */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { board } = parts;
  await scheduleOfficeJobs(board);
  await askForDeliveries(parts);
  await warnOfSilentMail(parts);
  const worker = await board.work(officeHandlers(parts));
  const looking = setInterval(() => {
    restoreSchedules(parts).catch((error: unknown) =>
      parts.log?.warn('schedules-not-read', errorFacts(error)),
    );
  }, lookEveryMs);
  return {
    close: () => {
      clearInterval(looking);
      return worker.close();
    },
  };
}
