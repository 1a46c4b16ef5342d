import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { readManifest } from './manifest';
import { BackupRefused } from './refusal';
import { partialPrefix } from './take-backup';

/** Backups of early releases are named to the second. */
const backupName = /^backup-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}(\.\d{3})?Z$/;

/** An unfinished backup that nobody has touched for so long belongs to a process that died. */
const partialAgeMaxMs = 24 * 60 * 60 * 1000;

/**
 * A new sub-directory for a backup taken at the instant (ISO 8601 in UTC, to the millisecond: two may
 * be taken within a second): names in order of time.
 * The directory of all backups is made where there is none.
 */
export async function nextBackup(directory: string, instant: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const name = `backup-${instant.slice(0, 23).replaceAll(':', '-')}Z`;
  return join(directory, name);
}

/** The finished backups of a directory, oldest first; what else lies there is left out. */
export async function backupsIn(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).filter((name) => backupName.test(name)).sort();
  const found: string[] = [];
  for (const name of names) {
    if (await isBackup(join(directory, name))) found.push(join(directory, name));
  }
  return found;
}

async function isBackup(path: string): Promise<boolean> {
  try {
    await readManifest(path);
    return true;
  } catch (error) {
    if (error instanceof BackupRefused) return false;
    throw error;
  }
}

/**
 * Removes all but the newest backups of a directory, and what backups left behind that died. Only
 * what is a backup by name and by manifest is ever removed. Answers with what was.
 */
export async function keepNewest(
  directory: string,
  count: number,
  now: string,
): Promise<readonly string[]> {
  if (!Number.isInteger(count) || count < 1) throw new RangeError('keep at least one backup');
  const old = (await backupsIn(directory)).slice(0, -count);
  const left = await leftBehind(directory, now);
  for (const path of [...old, ...left]) await rm(path, { recursive: true, force: true });
  return old;
}

async function leftBehind(directory: string, now: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await readdir(directory)) {
    if (!name.startsWith(`${partialPrefix}backup-`)) continue;
    const { mtimeMs } = await stat(join(directory, name));
    if (Date.parse(now) - mtimeMs > partialAgeMaxMs) found.push(join(directory, name));
  }
  return found;
}
