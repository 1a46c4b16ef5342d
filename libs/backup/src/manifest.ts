import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

import { BackupRefused } from './refusal';

export const manifestFile = 'manifest.json';
export const logFile = 'log.jsonl.gz';
export const keysFile = 'keys.jsonl';
export const policyFile = 'policy.json';
export const reportsFile = 'reports.json';

const backupFormat = 'sunledger-backup';

/** Grows with each change that an older release would misread. */
const formatVersion = 1;

const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });

const FileEntry = Type.Object({
  // No other name is ever opened.
  name: Type.Union([
    Type.Literal(logFile),
    Type.Literal(keysFile),
    Type.Literal(policyFile),
    Type.Literal(reportsFile),
  ]),
  bytes: Type.Integer({ minimum: 0 }),
  sha256: Digest,
});

const ManifestSchema = Type.Object({
  format: Type.Literal(backupFormat),
  formatVersion: Type.Integer({ minimum: 1 }),
  /** Instant at which the backup was begun. */
  createdAt: Type.String(),
  /** Version of the software that made it. */
  release: Type.String(),
  /** On what stores the system ran; for people, any profile may restore it. */
  profile: Type.String(),
  /** Number of events; what was logged later is not in the backup. */
  length: Type.Integer({ minimum: 0 }),
  treeRoot: Digest,
  /** By which the right master key is known; the master key itself is in no backup. */
  masterKeyCheck: Type.String(),
  files: Type.Array(FileEntry, { minItems: 1 }),
});

/** What a backup says of itself. */
export type BackupManifest = Static<typeof ManifestSchema>;
export type BackupFile = Static<typeof FileEntry>;

/** Everything of a manifest that the one who makes the backup has to say. */
export type ManifestFacts = Omit<BackupManifest, 'format' | 'formatVersion'> &
  Partial<Pick<BackupManifest, 'format' | 'formatVersion'>>;

const digestOf = (manifest: object): string =>
  createHash('sha256').update(JSON.stringify(manifest)).digest('hex');

/** The text of the manifest; its own digest tells a damaged one. */
export const manifestText = (facts: ManifestFacts): string => {
  const manifest = { format: backupFormat, formatVersion, ...facts };
  return `${JSON.stringify({ ...manifest, digest: digestOf(manifest) }, null, 2)}\n`;
};

const parsed = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Reads the manifest of a backup.
 * @throws BackupRefused `backup-missing`, `backup-newer`, `manifest-changed`.
 */
export async function readManifest(directory: string): Promise<BackupManifest> {
  const path = join(directory, manifestFile);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) throw new BackupRefused('backup-missing', { path: directory });
  const { digest: _, ...manifest } = parsed(text) ?? {};
  const version = manifest['formatVersion'];
  if (typeof version === 'number' && version > formatVersion) {
    throw new BackupRefused('backup-newer', { path, version, known: formatVersion });
  }
  // Written anew it has to be the same text, digest and all.
  if (!Value.Check(ManifestSchema, manifest) || manifestText(manifest) !== text) {
    throw new BackupRefused('manifest-changed', { path });
  }
  return manifest;
}
