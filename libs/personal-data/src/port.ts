import type { KeyObject } from 'node:crypto';

/** The keys of cases, one each. A case without its key has no personal data any more. */
export interface CaseKeys {
  /** Makes a key for every case that never had one; resolves once they are durable. */
  create(caseIds: readonly string[]): Promise<void>;
  /** `erased` when the key was destroyed, undefined when there never was one. */
  find(caseId: string): Promise<KeyObject | 'erased' | undefined>;
  /**
   * Destroys a key for good: afterwards no file of the store holds it, in whatever form. Destroying
   * again is harmless and finishes what a first attempt could not.
   * @throws ErasureIncomplete
   */
  destroy(caseId: string): Promise<void>;
}

/** Keeps a value by which the master key is known again at the next start. */
export interface MasterKeyCheck {
  /** Undefined as long as nothing has been sealed with any key. */
  read(): string | undefined;
  write(value: string): Promise<void>;
}
