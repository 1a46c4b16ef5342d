import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

import { busyTimeoutMs, type GroupCommit, type SqliteDatabase } from '@sunledger/sqlite';
import { LRUCache } from 'lru-cache';

import { ErasureIncomplete } from '../../errors';
import type { MasterKey } from '../../master-key';
import type { CaseKeys, MasterKeyCheck } from '../../port';
import { openBytes, sealBytes } from '../../sealing';
import { caseKeyLength, wrappedLength } from '../wrapped-length';

/** Unwrapped keys held in memory at most. */
export const cachedKeyCountMax = 10_000;

/** Attempts to empty the write-ahead log while another connection reads from it, and the pause. */
const emptyingAttemptsMax = 20;
const emptyingPauseMs = 100;

/**
 * A wrapped key lies in exactly one place of the file for all its life. Rows are only ever added at
 * the end, so SQLite never moves them between pages and leaves no copy behind, and destroying
 * overwrites the key with as many zeros in its place. That is also why rows are never deleted: the
 * zeros tell «erased» from «never had a key».
 */
const createTables = `
  CREATE TABLE IF NOT EXISTS case_keys (
    slot INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL UNIQUE,
    wrapped BLOB NOT NULL CHECK (length(wrapped) = ${wrappedLength})
  );
  CREATE TABLE IF NOT EXISTS master_key_check (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    value TEXT NOT NULL
  );
`;

const prepareTables = (database: SqliteDatabase): void => {
  // Whatever else is deleted through this connection is overwritten too.
  database.exec('PRAGMA secure_delete=ON');
  database.transaction(() => database.exec(createTables));
};

/** Keeps the check value of the master key beside what is sealed with it. */
export const sqliteMasterKeyCheck = (group: GroupCommit): MasterKeyCheck => {
  prepareTables(group.database);
  const { database } = group;
  const read = database.prepareArrays<[string]>('SELECT value FROM master_key_check');
  const write = database.prepare('INSERT INTO master_key_check (id, value) VALUES (1, ?)');
  return {
    read: () => read.get()?.[0],
    write: async (value) => {
      await group.run(() => write.run(value));
    },
  };
};

/** Case keys in a table of the same file as the log, wrapped by the master key. */
export class SqliteCaseKeys implements CaseKeys {
  private readonly wrappingKey: KeyObject;
  private readonly unwrapped = new LRUCache<string, KeyObject>({ max: cachedKeyCountMax });
  private readonly statements;
  private foreignWrites: unknown;

  constructor(
    private readonly group: GroupCommit,
    masterKey: MasterKey,
  ) {
    prepareTables(group.database);
    this.wrappingKey = masterKey.derive('case-key-wrapping');
    this.statements = prepareStatements(group.database);
    this.foreignWrites = this.statements.dataVersion.get()?.[0];
  }

  async create(caseIds: readonly string[]): Promise<void> {
    const made = caseIds.map((caseId) => ({ caseId, ...this.newKey(caseId) }));
    const taken = await this.group.run(
      () => made.filter(({ caseId, wrapped }) => this.insert(caseId, wrapped)),
      'checks-first',
    );
    // Each is the key of its case for good: it need not be read and unwrapped to be known.
    for (const { caseId, key } of taken) this.unwrapped.set(caseId, key);
  }

  async find(caseId: string): Promise<KeyObject | 'erased' | undefined> {
    this.forgetWhatOthersMayHaveDestroyed();
    const known = this.unwrapped.get(caseId);
    if (known !== undefined) return known;
    const wrapped = this.statements.find.get(caseId)?.[0];
    if (wrapped === undefined) return undefined;
    if (wrapped.every((byte) => byte === 0)) return 'erased';
    const key = createSecretKey(openBytes(this.wrappingKey, caseId, wrapped));
    this.unwrapped.set(caseId, key);
    return key;
  }

  async destroy(caseId: string): Promise<void> {
    this.unwrapped.delete(caseId);
    // No savepoint: it would copy the page with the key, in bad cases to a temporary file.
    await this.group.run(() => {
      // A case that never had a key gets none afterwards either.
      const { changes } = this.statements.destroy.run(new Uint8Array(wrappedLength), caseId);
      if (Number(changes) === 0) this.insert(caseId, new Uint8Array(wrappedLength));
    }, 'checks-first');
    this.unwrapped.delete(caseId);
    await this.emptyWriteAheadLog(caseId);
  }

  /** Until it is emptied, the write-ahead log holds pages from before the key was overwritten. */
  private async emptyWriteAheadLog(caseId: string): Promise<void> {
    for (let attempt = 1; attempt <= emptyingAttemptsMax; attempt += 1) {
      if (this.tryToEmptyLog()) return;
      await new Promise((resolve) => setTimeout(resolve, emptyingPauseMs));
    }
    throw new ErasureIncomplete(caseId);
  }

  private tryToEmptyLog(): boolean {
    const { database } = this.group;
    // Waiting for readers is done between the attempts, where others get their turn.
    database.exec('PRAGMA busy_timeout=0');
    try {
      const busy = this.statements.emptyLog.get()?.[0];
      return busy === 0;
    } finally {
      database.exec(`PRAGMA busy_timeout=${busyTimeoutMs}`);
    }
  }

  private newKey(caseId: string): { readonly key: KeyObject; readonly wrapped: Uint8Array } {
    const bytes = randomBytes(caseKeyLength);
    return { key: createSecretKey(bytes), wrapped: sealBytes(this.wrappingKey, caseId, bytes) };
  }

  /** False when the case had a key, or had one that was destroyed: that stays. */
  private insert(caseId: string, wrapped: Uint8Array): boolean {
    return Number(this.statements.insert.run(caseId, wrapped).changes) === 1;
  }

  private forgetWhatOthersMayHaveDestroyed(): void {
    const found = this.statements.dataVersion.get()?.[0];
    if (found === this.foreignWrites) return;
    this.foreignWrites = found;
    this.unwrapped.clear();
  }
}

const prepareStatements = (database: SqliteDatabase) => ({
  insert: database.prepare(
    'INSERT INTO case_keys (case_id, wrapped) VALUES (?, ?) ON CONFLICT (case_id) DO NOTHING',
  ),
  find: database.prepareArrays<[Uint8Array]>('SELECT wrapped FROM case_keys WHERE case_id = ?'),
  destroy: database.prepare('UPDATE case_keys SET wrapped = ? WHERE case_id = ?'),
  dataVersion: database.prepareArrays('PRAGMA data_version'),
  emptyLog: database.prepareArrays('PRAGMA wal_checkpoint(TRUNCATE)'),
});
