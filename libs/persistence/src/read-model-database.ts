import type { DataSource } from 'typeorm';

import type { Dialect, SqlValue } from './dialect';
import type { ProjectionLease } from './lease';
import type { ShadowTables } from './shadow-tables';
import type { TableDefinition } from './table-definition';
import type { WriteTransaction } from './write-transaction';

/** Where a statement is sent to; what a query gives is the caller's promise. */
export type ReadRows = <Row>(sql: string, parameters?: readonly SqlValue[]) => Promise<Row[]>;

export interface WriteOptions {
  /**
   * Does not wait for the disk at the end. After a crash of the server the transaction may be gone,
   * and all later ones with it; for rows that a rebuild would then make again.
   */
  readonly relaxed?: boolean;
}

/** A place in the queue of those who are told; `stop` ends it. */
export interface Listening {
  stop(): void;
}

/**
 * The read models. Readers see whole transactions and wait for none. On SQLite one transaction runs
 * at a time; on PostgreSQL several do, each seeing what others have committed (read committed): who
 * reads in order to write takes the row first, with an update that names what it expects.
 */
export interface ReadModelDatabase {
  readonly dialect: Dialect;
  readonly writer: DataSource;
  readonly reader: DataSource;
  /** Runs `work` in a transaction of its own; it is rolled back when `work` throws. */
  write<Result>(
    work: (transaction: WriteTransaction) => Promise<Result>,
    options?: WriteOptions,
  ): Promise<Result>;
  read<Row>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>;
  /** Reads outside transactions from the side that writes, for the writer's own bookkeeping. */
  readCurrent<Row>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>;
  /** Lets `work` read as of one moment, however long it takes and whatever others write. */
  snapshot<Result>(work: (read: ReadRows) => Promise<Result>): Promise<Result>;
  /** The right to do something that one process at a time should do. */
  lease(name: string): ProjectionLease;
  /**
   * Calls back for every `notify` on the channel, and with undefined when some may have been missed.
   * Where the database tells nobody (SQLite, other processes), nothing comes: look again now and then.
   */
  listen(channel: string, onNotice: (text: string | undefined) => void): Promise<Listening>;
  /** Tables of the same shapes beside those that serve, to take their place. */
  shadows(definitions: readonly TableDefinition[], suffix: string): ShadowTables;
  /** Makes the tables that are missing, as opening does: of a database that was dropped and made anew. */
  bringUpToDate(): Promise<void>;
  close(): Promise<void>;
}
