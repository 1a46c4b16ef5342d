import {
  LogDiffers,
  type OperatedLog,
  RecordsBroken,
  type RestoreOutcome,
} from '@sunledger/event-store';
import type { KeysImported, WrappedKey, WrappedKeys } from '@sunledger/personal-data';

import { type CheckedBackup, keysOfBackup, recordsOfBackup } from './check-backup';
import { BackupRefused } from './refusal';

/** The two stores that a backup is restored into; nobody else may use them meanwhile. */
export interface RestoredSystem {
  readonly log: Pick<OperatedLog, 'head' | 'restore'>;
  readonly keys: WrappedKeys;
}

export interface RestoreBackupOptions {
  /** Goes on with a restore that was cut off: the log may be a beginning of the backup's. */
  readonly resume?: boolean;
  /** Cases whose keys must not come back although the log of the backup knows nothing of it. */
  readonly erasedSince?: ReadonlySet<string>;
  readonly onProgress?: (restored: number, total: number) => void;
}

export interface BackupRestored {
  readonly log: RestoreOutcome;
  readonly keys: KeysImported;
  /** Keys of the backup that were left out because their cases are erased. */
  readonly keysLeftOut: number;
}

/**
 * Lets a system pass that has neither facts nor keys.
 * @throws BackupRefused `system-not-empty`
 */
export async function demandEmpty({ log, keys }: RestoredSystem): Promise<void> {
  const { length } = await log.head();
  if (length > 0) throw new BackupRefused('system-not-empty', { length });
  for await (const { caseId } of keys.exportWrapped()) {
    throw new BackupRefused('system-not-empty', { length, keyOfCase: caseId });
  }
}

/**
 * Restores a checked backup: first the keys, without those of erased cases, then the log, proved
 * once more on the way. Read models are for the caller to build anew.
 * @throws BackupRefused `system-not-empty`, `log-differs`, `log-broken`.
 * @throws WrappedKeyDiffers, EventStoreUnavailable
 */
export async function restoreBackup(
  backup: CheckedBackup,
  system: RestoredSystem,
  { resume = false, erasedSince = new Set(), onProgress }: RestoreBackupOptions = {},
): Promise<BackupRestored> {
  if (!resume) await demandEmpty(system);
  const { directory, erasedCases, manifest } = backup;
  const { length, treeRoot } = manifest;
  const erasing = new KeysWithoutErased(keysOfBackup(directory), [erasedCases, erasedSince]);
  const keys = await system.keys.importWrapped(erasing.keys());
  try {
    const log = await system.log.restore(recordsOfBackup(directory), {
      head: { length, treeRoot },
      onProgress,
    });
    return { log, keys, keysLeftOut: erasing.leftOut };
  } catch (cause) {
    throw asRefused(cause);
  }
}

/** What the log's port says of a restore that cannot be, as a refusal. */
export function asRefused(error: unknown): unknown {
  if (error instanceof LogDiffers) {
    return new BackupRefused('log-differs', { ...error.difference }, { cause: error });
  }
  if (error instanceof RecordsBroken) {
    return new BackupRefused('log-broken', { fault: error.fault }, { cause: error });
  }
  return error;
}

/** Keys on their way into a system; those of erased cases go in as erased. */
class KeysWithoutErased {
  leftOut = 0;

  constructor(
    private readonly source: AsyncIterable<WrappedKey>,
    private readonly erased: readonly ReadonlySet<string>[],
  ) {}

  async *keys(): AsyncGenerator<WrappedKey, void, void> {
    for await (const key of this.source) {
      const isErased = this.erased.some((cases) => cases.has(key.caseId));
      if (!isErased || key.wrapped === null) {
        yield key;
        continue;
      }
      this.leftOut += 1;
      yield { caseId: key.caseId, wrapped: null };
    }
  }
}
