import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { exportRecords, type LogRecord, type TreeHead, verifyExport } from '@sunledger/event-store';
import type { WrappedKey } from '@sunledger/personal-data';

import { sealOfFile } from './durable-files';
import { erasedCaseOf } from './erasures';
import { linesOf } from './line-file';
import {
  type BackupFile,
  type BackupManifest,
  keysFile,
  logFile,
  policyFile,
  readManifest,
  reportsFile,
} from './manifest';
import { BackupRefused } from './refusal';
import type { ReportDigest } from './report-digests';

/** A backup whose files are what was written, and whose log proves itself. */
export interface CheckedBackup {
  readonly directory: string;
  readonly manifest: BackupManifest;
  /** Number of cases with a key, and of those that are erased. */
  readonly keys: { readonly held: number; readonly erased: number };
  /** Cases that the log says are erased. */
  readonly erasedCases: ReadonlySet<string>;
  readonly policyText: string | undefined;
  /** Digests of the reports as they were; undefined in a backup made without. */
  readonly reports: readonly ReportDigest[] | undefined;
}

export interface CheckOptions {
  /** Heads noted or signed earlier; the log must contain every one of them. */
  readonly expectedHeads?: readonly TreeHead[];
  readonly onProgress?: (proved: number, total: number) => void;
}

const WrappedKeySchema = Type.Object({
  caseId: Type.String({ minLength: 1 }),
  wrapped: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
});

const ReportDigestsSchema = Type.Array(
  Type.Object({ agency: Type.String(), year: Type.Integer(), sha256: Type.String() }),
);

/**
 * Checks a backup without any system: every file against the manifest, the whole log by its hashes
 * and its head, every line of the keys.
 * @throws BackupRefused naming the file that is not what it was.
 */
export async function checkBackup(
  directory: string,
  { expectedHeads = [], onProgress }: CheckOptions = {},
): Promise<CheckedBackup> {
  const manifest = await readManifest(directory);
  for (const file of manifest.files) await checkFile(directory, file);
  for (const name of [logFile, keysFile] as const) {
    if (!manifest.files.some((file) => file.name === name)) {
      throw new BackupRefused('file-missing', { path: join(directory, name) });
    }
  }
  const { length, treeRoot } = manifest;
  const erasedCases = new Set<string>();
  await checkLog(join(directory, logFile), { length, treeRoot }, expectedHeads, {
    onRecord: (record) => {
      const caseId = erasedCaseOf(record);
      if (caseId !== undefined) erasedCases.add(caseId);
    },
    onProgress: (done) => onProgress?.(done, length),
  });
  const keys = { held: 0, erased: 0 };
  for await (const { wrapped } of keysOfBackup(directory)) {
    keys[wrapped === null ? 'erased' : 'held'] += 1;
  }
  const has = (name: BackupFile['name']) => manifest.files.some((file) => file.name === name);
  return {
    directory,
    manifest,
    keys,
    erasedCases,
    policyText: has(policyFile) ? await readFile(join(directory, policyFile), 'utf8') : undefined,
    reports: has(reportsFile)
      ? await readJson(ReportDigestsSchema, join(directory, reportsFile))
      : undefined,
  };
}

async function checkFile(directory: string, { name, bytes, sha256 }: BackupFile): Promise<void> {
  const path = join(directory, name);
  const found = await sealOfFile(path).catch((cause: unknown) => {
    throw new BackupRefused('file-missing', { path }, { cause });
  });
  if (found.bytes !== bytes || found.sha256 !== sha256) {
    throw new BackupRefused('file-changed', { path, bytes, found: found.bytes });
  }
}

interface LogListener {
  readonly onRecord: (record: Pick<LogRecord, 'type' | 'stream'>) => void;
  readonly onProgress: (done: number) => void;
}

async function checkLog(
  path: string,
  head: TreeHead,
  expectedHeads: readonly TreeHead[],
  { onRecord, onProgress }: LogListener,
): Promise<void> {
  const result = await verifyExport(linesOf(path), {
    expectedHeads: [...expectedHeads, head],
    onRecord,
    onProgress,
  });
  if (!result.holds) {
    const { code } = result.fault;
    const noted = expectedHeads.length > 0 && ['history-rewritten', 'log-truncated'].includes(code);
    throw new BackupRefused(noted ? 'head-not-contained' : 'log-broken', {
      path,
      fault: result.fault,
    });
  }
  if (result.head.length !== head.length) {
    throw new BackupRefused('log-broken', { path, length: head.length, found: result.head.length });
  }
}

/** The records of the log of a backup, for `LogRestore`. */
export const recordsOfBackup = (directory: string): AsyncIterable<LogRecord> =>
  exportRecords(linesOf(join(directory, logFile)));

/**
 * The keys of a backup.
 * @throws BackupRefused `file-unreadable` for a line that is no key.
 */
export async function* keysOfBackup(directory: string): AsyncGenerator<WrappedKey, void, void> {
  const path = join(directory, keysFile);
  let lineNumber = 0;
  for await (const line of linesOf(path)) {
    lineNumber += 1;
    const key: unknown = parsed(line);
    if (!Value.Check(WrappedKeySchema, key)) {
      throw new BackupRefused('file-unreadable', { path, detail: `line ${lineNumber}` });
    }
    yield key;
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

async function readJson<Schema extends TSchema>(
  schema: Schema,
  path: string,
): Promise<Static<Schema>> {
  const value = parsed(await readFile(path, 'utf8'));
  if (Value.Check(schema, value)) return value;
  throw new BackupRefused('file-unreadable', { path, detail: 'not what such a file holds' });
}
