import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

export const masterKeyLength = 32;

/** What a key derived from the master key is for; each purpose has a key of its own. */
export type KeyPurpose = 'case-key-wrapping' | 'lookup-hash' | 'key-check';

/** The one secret outside the data files; everything sealed hangs on it. */
export class MasterKey {
  private readonly derived = new Map<KeyPurpose, KeyObject>();

  constructor(private readonly bytes: Uint8Array) {
    if (bytes.length !== masterKeyLength) {
      throw new RangeError(`a master key has ${masterKeyLength} bytes`);
    }
  }

  /** HKDF-SHA-256 (RFC 5869) over the master key. */
  derive(purpose: KeyPurpose): KeyObject {
    const known = this.derived.get(purpose);
    if (known !== undefined) return known;
    const info = `sunledger/${purpose}/1`;
    const key = createSecretKey(
      Buffer.from(hkdfSync('sha256', this.bytes, new Uint8Array(), info, masterKeyLength)),
    );
    this.derived.set(purpose, key);
    return key;
  }

  /** Tells whether two keys are the same, and nothing else about them. */
  checkValue(): string {
    return this.derive('key-check').export().toString('hex');
  }
}
