/** Why the master key was refused; the system must not start. */
export type MasterKeyRefusalCode =
  /** There are sealed data, but the key file is gone: put it back from its backup. */
  | 'master-key-missing'
  /** The key file is not the one the data were sealed with. */
  | 'master-key-wrong'
  /** The key file does not hold 32 bytes in hex. */
  | 'master-key-malformed'
  /** The key file may be read by others than its owner. */
  | 'master-key-exposed'
  /** The key file cannot be read or written. */
  | 'master-key-unreadable';

/** The system must not start with this key. */
export class MasterKeyRefused extends Error {
  override readonly name = 'MasterKeyRefused';

  constructor(
    readonly code: MasterKeyRefusalCode,
    readonly path: string,
    hint: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${hint} (${path})`, options);
  }
}

/** The database of the keys did not answer: nothing was sealed or opened. Try again later. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';

  constructor(options: ErrorOptions) {
    const { cause } = options;
    super(`the keys do not answer: ${cause instanceof Error ? cause.message : ''}`, options);
  }
}

/** Nothing can be sealed for a case whose personal data have been erased. */
export class CaseErased extends Error {
  override readonly name = 'CaseErased';

  constructor(readonly caseId: string) {
    super(`the personal data of case ${caseId} have been erased`);
  }
}

/** The sealed text was changed, or belongs to another case. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';

  constructor(
    readonly caseId: string,
    options?: ErrorOptions,
  ) {
    super(`the seal of case ${caseId} is broken`, options);
  }
}

/**
 * A key is destroyed, but its trace could not be cleared yet: a long read of another connection
 * keeps it in the write-ahead log, or the table could not be vacuumed. Erase again: that finishes
 * the work.
 */
export class ErasureIncomplete extends Error {
  override readonly name = 'ErasureIncomplete';

  constructor(
    readonly caseId: string,
    options?: ErrorOptions,
  ) {
    super(`the key of case ${caseId} is destroyed, but its trace is not cleared yet`, options);
  }
}
