import type { QueryRunner } from 'typeorm';

import type { Dialect, SqlValue } from './dialect';

/** A transaction in which read models and their checkpoint are written. */
export interface WriteTransaction {
  readonly dialect: Dialect;
  /** For the schema builder; queries go through the methods below. */
  readonly runner: QueryRunner;
  query<Row>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>;
  /** Runs a writing statement and says how many rows it met. */
  execute(sql: string, parameters?: readonly (SqlValue | readonly SqlValue[])[]): Promise<number>;
  /** Tells who listens on the channel, in whatever process, once this has been committed. */
  notify(channel: string, text: string): Promise<void>;
}
