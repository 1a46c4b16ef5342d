export {
  checkBackup,
  type CheckedBackup,
  type CheckOptions,
  keysOfBackup,
  recordsOfBackup,
} from './check-backup';
export { erasedCaseOf, erasedCasesIn } from './erasures';
export { type FileSeal, lineLengthMax, linesOf, newLineFile, type NewLineFile } from './line-file';
export {
  type BackupFile,
  type BackupManifest,
  keysFile,
  logFile,
  manifestFile,
  policyFile,
  readManifest,
  reportsFile,
} from './manifest';
export { BackupRefused, type BackupRefusalCode } from './refusal';
export {
  differingReports,
  type NamedReport,
  type ReportDigest,
  reportDigests,
  reportNamedBy,
} from './report-digests';
export {
  asRefused,
  type BackupRestored,
  demandEmpty,
  restoreBackup,
  type RestoreBackupOptions,
  type RestoredSystem,
} from './restore-backup';
export { backupsIn, keepNewest, nextBackup } from './rotation';
export {
  type BackedUpSystem,
  type BackupOptions,
  type BackupStep,
  partialPrefix,
  takeBackup,
} from './take-backup';
