/**
 * Why a backup was not taken, or is not restored:
 * `file-exists` – the name is taken, nothing is ever overwritten;
 * `file-missing`, `file-unreadable` – no file, or one that is cut off or damaged;
 * `backup-missing` – no backup there, or one that was never finished: it has no manifest;
 * `backup-newer` – made by a newer release, in a format that this one does not know;
 * `manifest-changed`, `file-changed` – not what was written when the backup was made;
 * `log-broken` – the log of the backup does not prove itself;
 * `head-not-contained` – the log does not contain a head noted earlier;
 * `system-not-empty` – there are facts or keys where a backup should be restored;
 * `keys-missing` – the log has sealed personal data of which the system has no key;
 * `policy-differs` – the system has another policy than the one backed up;
 * `log-differs` – the log of the system is no beginning of that of the backup;
 * `head-differs`, `reports-differ` – after restoring, the system answers otherwise than before.
 */
export type BackupRefusalCode =
  | 'file-exists'
  | 'file-missing'
  | 'file-unreadable'
  | 'backup-missing'
  | 'backup-newer'
  | 'manifest-changed'
  | 'file-changed'
  | 'log-broken'
  | 'head-not-contained'
  | 'system-not-empty'
  | 'keys-missing'
  | 'policy-differs'
  | 'log-differs'
  | 'head-differs'
  | 'reports-differ';

/** A backup, restore or transfer that was understood but cannot be done. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';

  constructor(
    readonly code: BackupRefusalCode,
    readonly facts: Readonly<Record<string, unknown>>,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${JSON.stringify(facts)}`, options);
  }
}
