import { openSqliteLogFile, type SqliteLogFile } from '@sunledger/event-store';

/**
 * The log of a data file, or of a copy of it, opened for proof alone: nothing can be written.
 * @throws EventStoreUnavailable when there is no readable log.
 */
export const openLogFile = (path: string): SqliteLogFile => openSqliteLogFile(path);
