export { openMasterKeyFile } from './adapters/key-file/master-key-file';
export { type OpenedPersonalData } from './adapters/opened-personal-data';
export {
  openPostgresPersonalData,
  type PostgresPersonalDataOptions,
} from './adapters/postgres/open-postgres-personal-data';
export { openPersonalData, type PersonalDataOptions } from './adapters/sqlite/open-personal-data';
export { SqliteCaseKeys, sqliteMasterKeyCheck } from './adapters/sqlite/sqlite-case-keys';
export { SqliteWrappedKeys } from './adapters/sqlite/sqlite-wrapped-keys';
export {
  CaseErased,
  ErasureIncomplete,
  KeysUnavailable,
  MasterKeyRefused,
  SealBroken,
  type MasterKeyRefusalCode,
} from './errors';
export { MasterKey } from './master-key';
export { PersonalDataSafe, type LookupKind, type SealedFields } from './personal-data-safe';
export { type CaseKeys, type MasterKeyCheck } from './port';
export {
  type KeysImported,
  type WrappedKey,
  WrappedKeyDiffers,
  type WrappedKeys,
} from './wrapped-keys';
