/** The key of one case as it lies in its store: wrapped by the master key, or destroyed. */
export interface WrappedKey {
  readonly caseId: string;
  /** The wrapped key, base64; null when it was destroyed, which is kept as well. */
  readonly wrapped: string | null;
}

export interface KeysImported {
  /** Keys that were new here. */
  readonly written: number;
  /** Cases that were here already, with the same key or erased. */
  readonly passedOver: number;
}

/**
 * The keys of cases as a backup handles them. Nothing is unwrapped and the master key is not needed:
 * whoever has these lines alone can read nothing.
 */
export interface WrappedKeys {
  /** Every case that ever had a key or was erased, in no promised order, in flat memory. */
  exportWrapped(): AsyncIterable<WrappedKey>;
  /**
   * Takes keys over; durable in batches, so a call that was cut off is simply made again. Erased is
   * for good on both sides: a case that is erased here gets no key back, and a case that comes
   * erased loses the key it has here.
   * @throws WrappedKeyDiffers when a case has another key here; the batches before it stay.
   */
  importWrapped(keys: AsyncIterable<WrappedKey> | Iterable<WrappedKey>): Promise<KeysImported>;
}

/** A case has one key for ever: two different ones cannot belong to the same log. */
export class WrappedKeyDiffers extends Error {
  override readonly name = 'WrappedKeyDiffers';

  constructor(readonly caseId: string) {
    super(`case ${caseId} has another key in this store`);
  }
}
