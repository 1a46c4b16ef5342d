import { officeSchedules, scheduleOfficeJobs } from '@sunledger/jobs';

import { askForDeliveries } from './reminder-jobs';
import type { WorkerParts } from './worker-parts';

/** How often a worker looks whether the schedules still stand on record. */
export const lookEveryMs = 60_000;

/**
 * Puts the schedules of the office on record where they are missing: their database may have been
 * dropped and made anew under this process. What is due is asked for along with them.
 */
export async function restoreSchedules(
  parts: Pick<WorkerParts, 'board' | 'office' | 'log'>,
): Promise<void> {
  const { board, log } = parts;
  const count = (await board.schedules()).length;
  if (count >= Object.keys(officeSchedules).length) return;
  await scheduleOfficeJobs(board);
  await askForDeliveries(parts);
  log?.warn('schedules-restored', { missing: Object.keys(officeSchedules).length - count });
}
