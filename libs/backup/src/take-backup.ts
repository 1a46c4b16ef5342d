import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { type Office, sealedOwnerOf } from '@sunledger/disclosure-office';
import {
  exportLog,
  type LogReader,
  type LogRecord,
  type OperatedLog,
} from '@sunledger/event-store';
import type { WrappedKeys } from '@sunledger/personal-data';

import { checkBackup, type CheckedBackup } from './check-backup';
import { fsyncDirectory, fsyncDirectoryOf, sealOfFile } from './durable-files';
import { newLineFile } from './line-file';
import {
  type BackupFile,
  keysFile,
  logFile,
  manifestFile,
  type ManifestFacts,
  manifestText,
  policyFile,
  reportsFile,
} from './manifest';
import { BackupRefused } from './refusal';
import { type NamedReport, reportDigests, reportNamedBy } from './report-digests';

/** What a backup is made of; everything stays in use meanwhile. */
export interface BackedUpSystem {
  readonly log: OperatedLog;
  readonly keys: WrappedKeys;
  /** The check value of the master key, which itself is in no backup. */
  readonly masterKeyCheck: string;
  /** Text of the policy file; undefined where the defaults apply. */
  readonly policyText: string | undefined;
  /** Stores of the system in a few words, for people. */
  readonly profile: string;
  readonly release: string;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => string;
  /** Derives the reports whose digests are kept; without it the backup has none. */
  readonly office: Office | undefined;
}

export type BackupStep = 'log' | 'keys' | 'reports' | 'check';

export interface BackupOptions {
  readonly onProgress?: (step: BackupStep, done: number, total: number) => void;
}

/** Unfinished backups are named so that nobody, and no rotation, takes them for backups. */
export const partialPrefix = '.partial-';

const ownerOnlyDirectory = 0o700;
const ownerOnly = 0o600;

/**
 * Backs a running system up into a new directory: the log as long as it was at the beginning, then
 * the keys, so that no sealed event of the backup lacks its key. It grows under another name, is
 * read back and proved, and only then gets its own.
 * @throws BackupRefused `file-exists`, `keys-missing` when somebody's personal data are sealed and
 *   there is no key of theirs, or `log-broken` when the log itself does not hold.
 */
export async function takeBackup(
  system: BackedUpSystem,
  directory: string,
  options: BackupOptions = {},
): Promise<CheckedBackup> {
  await demandFree(directory);
  const partial = join(dirname(directory), `${partialPrefix}${basename(directory)}-${process.pid}`);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: ownerOnlyDirectory });
  try {
    await writeFiles(system, partial, options);
    const checked = await checkBackup(partial, {
      onProgress: (done, total) => options.onProgress?.('check', done, total),
    });
    await demandFree(directory);
    await rename(partial, directory);
    await fsyncDirectoryOf(directory);
    return { ...checked, directory };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function demandFree(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there !== undefined) throw new BackupRefused('file-exists', { path });
}

async function writeFiles(
  system: BackedUpSystem,
  partial: string,
  { onProgress }: BackupOptions,
): Promise<void> {
  const createdAt = system.now();
  const { length, treeRoot } = await system.log.head();
  const files: BackupFile[] = [];
  const named = new Map<string, NamedReport>();
  const sealed = new Set<string>();
  files.push(
    await writeLog(noting(system.log.logReader(), named, sealed), partial, length, (done) =>
      onProgress?.('log', done, length),
    ),
  );
  files.push(
    await writeKeys(system.keys, sealed, partial, (done) => onProgress?.('keys', done, done)),
  );
  if (system.policyText !== undefined) {
    files.push(await writeText(partial, policyFile, system.policyText));
  }
  if (system.office !== undefined) {
    const digests = [];
    for await (const digest of reportDigests(system.office, length, sorted(named))) {
      digests.push(digest);
      onProgress?.('reports', digests.length, named.size);
    }
    files.push(await writeText(partial, reportsFile, `${JSON.stringify(digests, null, 2)}\n`));
  }
  const { masterKeyCheck, profile, release } = system;
  const facts: ManifestFacts = {
    createdAt,
    release,
    profile,
    length,
    treeRoot,
    masterKeyCheck,
    files,
  };
  await writeText(partial, manifestFile, manifestText(facts));
  await fsyncDirectory(partial);
}

/** The same records; the reports they belong to and whose key they need are noted on the way. */
const noting = (
  reader: LogReader,
  named: Map<string, NamedReport>,
  sealed: Set<string>,
): LogReader => ({
  async *records(): AsyncGenerator<LogRecord, void, void> {
    for await (const record of reader.records()) {
      if (record.revision === 0) {
        const report = reportNamedBy(record.stream);
        if (report !== undefined) named.set(`${report.agency} ${report.year}`, report);
      }
      const owner = sealedOwnerOf(record);
      if (owner !== undefined) sealed.add(owner);
      yield record;
    }
  },
});

const sorted = (named: ReadonlyMap<string, NamedReport>): readonly NamedReport[] =>
  [...named].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, report]) => report);

async function writeLog(
  reader: LogReader,
  partial: string,
  upToLength: number,
  onProgress: (done: number) => void,
): Promise<BackupFile> {
  const file = await newLineFile(join(partial, logFile));
  try {
    await exportLog(reader, file.write, { upToLength, onProgress });
    return { name: logFile, ...(await file.finish()) };
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

/** Keys between two calls of the progress callback. */
const keyProgressStep = 10_000;

/** Every key there is; refused where one is missing, for such a backup would replace better ones. */
async function writeKeys(
  keys: WrappedKeys,
  sealed: ReadonlySet<string>,
  partial: string,
  onProgress: (done: number) => void,
): Promise<BackupFile> {
  const file = await newLineFile(join(partial, keysFile));
  const missing = new Set(sealed);
  let count = 0;
  try {
    for await (const { caseId, wrapped } of keys.exportWrapped()) {
      await file.write(`${JSON.stringify({ caseId, wrapped })}\n`);
      missing.delete(caseId);
      count += 1;
      if (count % keyProgressStep === 0) onProgress(count);
    }
    onProgress(count);
    if (missing.size > 0) {
      throw new BackupRefused('keys-missing', { sealed: sealed.size, missing: missing.size });
    }
    return { name: keysFile, ...(await file.finish()) };
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

async function writeText<Name extends string>(partial: string, name: Name, text: string) {
  const path = join(partial, name);
  await writeFile(path, text, { flag: 'wx', mode: ownerOnly });
  const file = await open(path, 'r');
  await file.sync();
  await file.close();
  return { name, ...(await sealOfFile(path)) };
}
