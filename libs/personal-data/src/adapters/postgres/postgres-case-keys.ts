import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';

import { ErasureIncomplete, KeysUnavailable } from '../../errors';
import type { MasterKey } from '../../master-key';
import type { CaseKeys, MasterKeyCheck } from '../../port';
import { openBytes, sealBytes } from '../../sealing';
import {
  type KeysImported,
  type WrappedKey,
  WrappedKeyDiffers,
  type WrappedKeys,
} from '../../wrapped-keys';
import { importInBatches, wrappedBytes, wrappedKeyBatchSize } from '../wrapped-key-batches';
import { caseKeyLength, wrappedLength } from '../wrapped-length';

/**
 * `wrapped` is null once a key was destroyed, which tells «erased» from «never had a key». Rows are
 * never deleted.
 */
const createTables = `
  CREATE TABLE IF NOT EXISTS case_key (
    slot bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id text COLLATE "C" NOT NULL UNIQUE,
    wrapped bytea CHECK (octet_length(wrapped) = ${wrappedLength})
  );
  CREATE TABLE IF NOT EXISTS master_key_check (
    id integer PRIMARY KEY CHECK (id = 1),
    value text NOT NULL
  )`;

/** Any number that nobody else locks in this database. */
const schemaLock = 7_310_211;

/** Makes the tables where there are none; two processes may start at once. */
export async function prepareCaseKeyTables(pool: Pool): Promise<void> {
  await inTransaction(pool, async (client) => {
    // IF NOT EXISTS alone lets two creators collide in the catalogue.
    await client.query('SELECT pg_advisory_xact_lock($1)', [schemaLock]);
    await client.query(createTables);
  });
}

async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((fault: unknown) => {
      broken = fault instanceof Error ? fault : new Error(String(fault));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The check value of the master key, read once; of two first starts at once, one value stays. */
export async function postgresMasterKeyCheck(pool: Pool): Promise<MasterKeyCheck> {
  const read = async () =>
    (await pool.query<{ value: string }>('SELECT value FROM master_key_check')).rows[0]?.value;
  let value = await read();
  return {
    read: () => value,
    write: async (made) => {
      await pool.query(
        'INSERT INTO master_key_check (id, value) VALUES (1, $1) ON CONFLICT (id) DO NOTHING',
        [made],
      );
      value = await read();
    },
  };
}

/**
 * Case keys in a table of a PostgreSQL database, wrapped by the master key. Every question goes to
 * the database, so a key that another process destroyed is gone here at once.
 *
 * Destroying empties the row and writes the table anew into another file: an ordinary vacuum frees the
 * place of the old row version, but leaves pieces of it there until something is written over them.
 * Nobody finds a key meanwhile; a million keys take some seconds, and erasures are rare. What
 * PostgreSQL keeps besides is beyond its reach: write-ahead segments until they are recycled, replicas
 * until they have followed, and archives and base backups until they are deleted, hold the wrapped
 * key as it was; so do blocks of the disk that the old file has given back. It opens only with the
 * master key.
 */
export class PostgresCaseKeys implements CaseKeys, WrappedKeys {
  private readonly wrappingKey: KeyObject;

  constructor(
    private readonly pool: Pool,
    masterKey: MasterKey,
  ) {
    this.wrappingKey = masterKey.derive('case-key-wrapping');
  }

  /** Statements and tables are ours: whatever goes wrong with them, the database is the reason. */
  private async query<Row extends QueryResultRow>(
    sql: string,
    parameters: unknown[],
  ): Promise<QueryResult<Row>> {
    try {
      return await this.pool.query<Row>(sql, parameters);
    } catch (cause) {
      throw new KeysUnavailable({ cause });
    }
  }

  async create(caseIds: readonly string[]): Promise<void> {
    for (let at = 0; at < caseIds.length; at += wrappedKeyBatchSize) {
      const batch = caseIds.slice(at, at + wrappedKeyBatchSize);
      await this.insert(
        batch.map((caseId) => [
          caseId,
          sealBytes(this.wrappingKey, caseId, randomBytes(caseKeyLength)),
        ]),
      );
    }
  }

  async find(caseId: string): Promise<KeyObject | 'erased' | undefined> {
    const { rows } = await this.query<{ wrapped: Buffer | null }>(
      'SELECT wrapped FROM case_key WHERE case_id = $1',
      [caseId],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    if (row.wrapped === null) return 'erased';
    return createSecretKey(openBytes(this.wrappingKey, caseId, row.wrapped));
  }

  async destroy(caseId: string): Promise<void> {
    await this.query(
      `INSERT INTO case_key (case_id, wrapped) VALUES ($1, NULL)
       ON CONFLICT (case_id) DO UPDATE SET wrapped = NULL`,
      [caseId],
    );
    try {
      await this.pool.query('VACUUM FULL case_key');
    } catch (cause) {
      throw new ErasureIncomplete(caseId, { cause });
    }
  }

  async *exportWrapped(): AsyncGenerator<WrappedKey, void, void> {
    let after = '0';
    for (;;) {
      const { rows } = await this.query<{
        slot: string;
        case_id: string;
        wrapped: Buffer | null;
      }>('SELECT slot, case_id, wrapped FROM case_key WHERE slot > $1 ORDER BY slot LIMIT $2', [
        after,
        wrappedKeyBatchSize,
      ]);
      for (const { slot, case_id: caseId, wrapped } of rows) {
        after = slot;
        yield { caseId, wrapped: wrapped?.toString('base64') ?? null };
      }
      if (rows.length < wrappedKeyBatchSize) return;
    }
  }

  importWrapped(keys: AsyncIterable<WrappedKey> | Iterable<WrappedKey>): Promise<KeysImported> {
    return importInBatches(keys, (batch) => this.importBatch(batch));
  }

  private async importBatch(batch: readonly WrappedKey[]): Promise<number> {
    if (batch.length === 0) return 0;
    const rows = batch.map((key) => [key.caseId, wrappedBytes(key)] as const);
    const there = await this.storedOf(batch);
    const erased: string[] = [];
    for (const [caseId, bytes] of rows) {
      const stored = there.get(caseId);
      if (stored === undefined || stored === null) continue;
      if (bytes === null) erased.push(caseId);
      else if (!stored.equals(bytes)) throw new WrappedKeyDiffers(caseId);
    }
    const added = await this.insert(rows);
    for (const caseId of erased) await this.destroy(caseId);
    return added;
  }

  private async storedOf(
    batch: readonly WrappedKey[],
  ): Promise<ReadonlyMap<string, Buffer | null>> {
    const { rows } = await this.query<{ case_id: string; wrapped: Buffer | null }>(
      'SELECT case_id, wrapped FROM case_key WHERE case_id = ANY($1::text[])',
      [batch.map(({ caseId }) => caseId)],
    );
    return new Map(rows.map(({ case_id: caseId, wrapped }) => [caseId, wrapped]));
  }

  /** Answers with how many cases were new; those that are there keep what they have. */
  private async insert(rows: readonly (readonly [string, Buffer | null])[]): Promise<number> {
    const { rowCount } = await this.query(
      `INSERT INTO case_key (case_id, wrapped)
       SELECT * FROM unnest($1::text[], $2::bytea[]) ON CONFLICT (case_id) DO NOTHING`,
      [rows.map(([caseId]) => caseId), rows.map(([, wrapped]) => wrapped)],
    );
    return rowCount ?? 0;
  }
}
