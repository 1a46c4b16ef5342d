import { refuse } from '@sunledger/decider';
import type { ImportPhase, ImportProgress, ImportReport } from '@sunledger/disclosure-office';
import {
  discardUploads,
  handle,
  importLedger,
  type JobContext,
  JobFailed,
  type JobHandler,
} from '@sunledger/jobs';

import { refused } from './refused';
import { workerActor, type WorkerParts } from './worker-parts';

/** Faults kept with a job; the others are only counted. */
const faultsKeptMax = 100;

/** How long after an import its upload is destroyed: by then the outcome is on record. */
const discardAfterMs = 10_000;

/**
 * Imports what was uploaded, all of it or nothing. What is on record already is left alone, so that
 * an import which was broken off anywhere is simply begun again.
 */
export const importHandlers = (parts: WorkerParts): readonly JobHandler[] => [
  handle(importLedger, async (job) => {
    const { office, uploads } = parts;
    const { agency, ledger, upload, commandId } = job.data;
    const source = await uploads.open(upload);
    if (source === undefined) {
      throw new JobFailed('上传的台账已清理或已超过保存期限，请重新上传。', true);
    }
    if (!(await office.knowsAgency(agency))) throw refused(refuse('agency-unknown', { agency }));
    const request = { agency, source, onProgress: importProgress(job) };
    const context = { commandId, actor: job.requestedBy, source: 'ledger' };
    const report = await (ledger === 'requests'
      ? office.importRequests(request, context)
      : office.importRemedies(request, context));
    if (report.faultCount > 0) throw ledgerRefused(report);
    await askToDiscard(parts);
    const { rows, added, continued, unchanged } = report;
    return { rows, added, continued, unchanged };
  }),
  handle(discardUploads, async () => ({ discarded: await parts.uploads.discardUnneeded() })),
];

const sentences: Readonly<Record<ImportPhase, string>> = {
  reading: '正在读取台账',
  checking: '正在逐行核对',
  sealing: '正在加密个人信息',
  appending: '正在写入',
  projecting: '正在汇总',
};

const importProgress =
  ({ progress, signal }: Pick<JobContext<unknown>, 'progress' | 'signal'>): ImportProgress =>
  ({ phase, done, total }) => {
    // What is being written is written to its end.
    if (phase !== 'appending') signal.throwIfAborted();
    const sentence = sentences[phase];
    // While a file is read its bytes are counted; nobody knows yet how many rows it has.
    progress(phase === 'reading' ? { done: 0, sentence } : { done, total, sentence });
  };

/** The upload stays: a remedy may be refused only because its request is not imported yet. */
function ledgerRefused({ rows, faultCount, faults }: ImportReport): JobFailed {
  const kept = faults.slice(0, faultsKeptMax).map(({ code, rowNumber, column, message }) => ({
    code,
    ...(rowNumber === undefined ? {} : { rowNumber }),
    ...(column === undefined ? {} : { column }),
    message: withoutValue(message),
  }));
  const words = `台账有 ${faultCount} 处错误，未写入任何内容：${kept[0]?.message ?? ''}`;
  return refused(refuse('ledger-refused', { rows, faultCount, faults: kept }), words);
}

/**
 * A message without what stood in the cell. It is never personal data where the columns are right,
 * but in a ledger whose columns have slipped a name may stand anywhere, and a job is kept for weeks.
 */
const withoutValue = (message: string): string =>
  message.replace(/^(第 \d+ 行“[^”]*”)（.*）：/su, '$1：');

/** Asks for what was uploaded to be destroyed soon; the hourly round does it otherwise. */
async function askToDiscard({ board, log }: WorkerParts): Promise<void> {
  const runAfter = new Date(Date.now() + discardAfterMs).toISOString();
  try {
    const asked = { dedupKey: runAfter, requestedBy: workerActor, runAfter };
    await board.enqueue(discardUploads, {}, asked);
  } catch {
    // The import stands all the same.
    log?.warn('upload-discard-not-asked');
  }
}
