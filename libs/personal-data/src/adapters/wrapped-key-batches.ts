import type { KeysImported, WrappedKey } from '../wrapped-keys';
import { wrappedLength } from './wrapped-length';

/** Keys read or written at a time. */
export const wrappedKeyBatchSize = 1_000;

/**
 * Hands keys on in batches, one after the other, and adds up what came of them.
 * @param importBatch answers with how many cases of a batch were new.
 */
export async function importInBatches(
  keys: AsyncIterable<WrappedKey> | Iterable<WrappedKey>,
  importBatch: (batch: readonly WrappedKey[]) => Promise<number>,
): Promise<KeysImported> {
  let [written, passedOver] = [0, 0];
  let batch: WrappedKey[] = [];
  const flush = async (): Promise<void> => {
    const added = await importBatch(batch);
    written += added;
    passedOver += batch.length - added;
    batch = [];
  };
  for await (const key of keys) {
    batch.push(key);
    if (batch.length === wrappedKeyBatchSize) await flush();
  }
  await flush();
  return { written, passedOver };
}

/**
 * The bytes of a wrapped key; null for one that was destroyed.
 * @throws TypeError when it is no wrapped key.
 */
export function wrappedBytes({ caseId, wrapped }: WrappedKey): Buffer | null {
  if (wrapped === null) return null;
  const bytes = Buffer.from(wrapped, 'base64');
  if (bytes.length === wrappedLength) return bytes;
  throw new TypeError(`the wrapped key of case ${caseId} should have ${wrappedLength} bytes`);
}
