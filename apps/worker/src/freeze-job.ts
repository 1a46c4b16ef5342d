import { isRefusal } from '@sunledger/decider';
import { isConflict } from '@sunledger/disclosure-office';
import { freezeReport, handle, JobFailed, type JobHandler } from '@sunledger/jobs';

import { refused } from './refused';
import type { WorkerParts } from './worker-parts';

/** Freezes an annual report as who asked for it would have done; the command's id makes it one fact. */
export const freezeHandler = ({ office }: WorkerParts): JobHandler =>
  handle(freezeReport, async ({ data, requestedBy }) => {
    const { agency, year, acceptedWarnings, commandId } = data;
    const context = { commandId, actor: requestedBy };
    const outcome = await office.reports.freeze(agency, year, acceptedWarnings, context);
    if (isRefusal(outcome)) throw refused(outcome);
    if (isConflict(outcome)) {
      throw new JobFailed('年度报告其间被他人改动，稍后自动再试。');
    }
    const { revision, position } = outcome;
    return { revision, position };
  });
