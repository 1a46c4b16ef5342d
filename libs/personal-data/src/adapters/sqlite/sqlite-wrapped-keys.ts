import type { GroupCommit, SqliteDatabase } from '@sunledger/sqlite';

import type { CaseKeys } from '../../port';
import {
  type KeysImported,
  type WrappedKey,
  WrappedKeyDiffers,
  type WrappedKeys,
} from '../../wrapped-keys';
import { importInBatches, wrappedBytes, wrappedKeyBatchSize } from '../wrapped-key-batches';
import { wrappedLength } from '../wrapped-length';

const zeros = new Uint8Array(wrappedLength);

const isErased = (wrapped: Uint8Array): boolean => wrapped.every((byte) => byte === 0);

const bytesOf = (key: WrappedKey): Uint8Array => wrappedBytes(key) ?? zeros;

/** The table of `SqliteCaseKeys` as backups handle it. */
export class SqliteWrappedKeys implements WrappedKeys {
  private readonly statements;

  /** @param keys over the same connection; it destroys what comes erased */
  constructor(
    private readonly group: GroupCommit,
    private readonly keys: Pick<CaseKeys, 'destroy'>,
  ) {
    this.statements = prepareStatements(group.database);
  }

  async *exportWrapped(): AsyncGenerator<WrappedKey, void, void> {
    let after = 0;
    for (;;) {
      const rows = this.statements.page.all(after, wrappedKeyBatchSize);
      for (const [slot, caseId, wrapped] of rows) {
        after = slot;
        const text = isErased(wrapped) ? null : Buffer.from(wrapped).toString('base64');
        yield { caseId, wrapped: text };
      }
      if (rows.length < wrappedKeyBatchSize) return;
    }
  }

  importWrapped(keys: AsyncIterable<WrappedKey> | Iterable<WrappedKey>): Promise<KeysImported> {
    return importInBatches(keys, (batch) => this.importBatch(batch));
  }

  /** Answers with how many cases were new. */
  private async importBatch(batch: readonly WrappedKey[]): Promise<number> {
    let erasedHere: readonly string[] = [];
    // Everything is checked before the first row: a savepoint would copy pages that hold keys.
    const added = await this.group.run(() => {
      const rows = batch.map((key) => [key.caseId, bytesOf(key)] as const);
      erasedHere = rows.filter((row) => this.comesErased(...row)).map(([caseId]) => caseId);
      return rows.reduce(
        (count, row) => count + Number(this.statements.insert.run(...row).changes),
        0,
      );
    }, 'checks-first');
    // Destroying leaves nothing in the write-ahead log either, so it goes its own way.
    for (const caseId of erasedHere) await this.keys.destroy(caseId);
    return added;
  }

  /** True when the case has a key here that has to go. */
  private comesErased(caseId: string, bytes: Uint8Array): boolean {
    const there = this.statements.find.get(caseId)?.[0];
    if (there === undefined || isErased(there)) return false;
    if (isErased(bytes)) return true;
    if (Buffer.compare(there, bytes) !== 0) throw new WrappedKeyDiffers(caseId);
    return false;
  }
}

const prepareStatements = (database: SqliteDatabase) => ({
  page: database.prepareArrays<[slot: number, caseId: string, wrapped: Uint8Array]>(
    'SELECT slot, case_id, wrapped FROM case_keys WHERE slot > ? ORDER BY slot LIMIT ?',
  ),
  find: database.prepareArrays<[Uint8Array]>('SELECT wrapped FROM case_keys WHERE case_id = ?'),
  insert: database.prepare(
    'INSERT INTO case_keys (case_id, wrapped) VALUES (?, ?) ON CONFLICT (case_id) DO NOTHING',
  ),
});
