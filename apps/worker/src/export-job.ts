import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { newLineFile } from '@sunledger/backup';
import { exportLog as writeLog } from '@sunledger/event-store';
import {
  exportFileName,
  exportFileNamePattern,
  exportLog,
  handle,
  type JobHandler,
} from '@sunledger/jobs';

import type { WorkerParts } from './worker-parts';

const ownerOnly = 0o700;
const dayMs = 86_400_000;

/** An export still being written is no older than its job may take. */
const unfinishedForMs = dayMs;
const unfinishedName = /^log-.*[.]jsonl[.]gz[.]partial-\d+$/;

/**
 * Writes the log as it is at the beginning to a file among the exports, and removes old ones. Each
 * run writes a file of its own: one whose worker died after it, or beside it, spoils nothing.
 */
export const exportHandler = ({ office, eventLog, exportsDirectory }: WorkerParts): JobHandler =>
  handle(exportLog, async (job) => {
    await mkdir(exportsDirectory, { recursive: true, mode: ownerOnly });
    const { length: total } = await eventLog.head();
    const fileName = exportFileName(office.newId());
    const file = await newLineFile(join(exportsDirectory, fileName));
    try {
      const { length, treeRoot } = await writeLog(eventLog.logReader(), file.write, {
        upToLength: total,
        onProgress: (done) => {
          job.signal.throwIfAborted();
          job.progress({ done, total, sentence: '正在导出日志' });
        },
      });
      await file.finish();
      await removeOld(exportsDirectory, Date.now());
      return { fileName, length, treeRoot };
    } finally {
      await file.abandon();
    }
  });

/** Files are as old as the disk says, by the clock of the machine. */
async function removeOld(directory: string, nowMs: number): Promise<void> {
  for (const name of await readdir(directory)) {
    const keptForMs = exportFileNamePattern.test(name)
      ? exportLog.keepForDays * dayMs
      : unfinishedName.test(name)
        ? unfinishedForMs
        : undefined;
    if (keptForMs === undefined) continue;
    const path = join(directory, name);
    // Another worker may be removing it as well.
    const found = await lstat(path).catch(() => undefined);
    if (found !== undefined && nowMs - found.mtimeMs > keptForMs) await rm(path, { force: true });
  }
}
