export {
  type SqliteChanges,
  type SqliteDatabase,
  type SqliteDriver,
  type SqliteRow,
  type SqliteStatement,
  type SqliteValue,
} from './connection';
export { openSqlite, type OpenSqliteOptions } from './database';
export { busyTimeoutMs } from './durability';
export { CommitFailed, SqliteDriverMissing, sqliteFaultCode, SqlitePragmaRefused } from './faults';
export { GroupCommit, groupWriteCountMax, type WriteIsolation } from './group-commit';
export { prepareTypeormDatabase, typeormDriver } from './typeorm-driver';
