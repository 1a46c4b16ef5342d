import type { QueryRunner } from 'typeorm';

import type { Dialect } from './dialect';
import type { WriteTransaction } from './write-transaction';

/** A transaction that has begun on a runner. */
export const transactionOn = (
  runner: QueryRunner,
  dialect: Dialect,
  notify: WriteTransaction['notify'],
): WriteTransaction => ({
  dialect,
  runner,
  query: async <Row>(sql: string, parameters: Parameters<WriteTransaction['query']>[1] = []) =>
    // What a query gives is the caller's promise, as with every SQL text.
    (await runner.query(dialect.sql(sql), [...parameters])) as Row[],
  execute: async (sql, parameters = []) =>
    Number((await runner.query(dialect.sql(sql), [...parameters], true)).affected ?? 0),
  notify,
});

/** Undoes what can be undone; the error that led here is the one to tell. */
export const rollBack = async (runner: QueryRunner): Promise<void> => {
  try {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
  } catch {
    // On a full disk SQLite has rolled back by itself; PostgreSQL does when the connection is gone.
  }
};
