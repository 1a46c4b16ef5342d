import { createHmac, type KeyObject } from 'node:crypto';

import { CaseErased, SealBroken } from './errors';
import type { MasterKey } from './master-key';
import type { CaseKeys } from './port';
import { openBytes, sealBytes } from './sealing';

/** Personal data as they stand in an event: unreadable, but it can be seen what there is. */
export interface SealedFields {
  /** AES-256-GCM under the key of the case, base64url. */
  readonly sealed: string;
  /** Names of the fields inside, sorted. */
  readonly fields: readonly string[];
}

/** What people are looked up by although it is sealed. */
export type LookupKind = 'name' | 'documentNumber';

/** Hex digits of a look-up hash: 128 bits. */
const lookupHashLength = 32;

const normalised = (kind: LookupKind, value: string): string => {
  // NFKC makes full-width letters and digits half-width.
  const plain = value.normalize('NFKC').replaceAll(/\s+/gu, '');
  return kind === 'documentNumber' ? plain.toUpperCase() : plain;
};

/** Seals and opens the personal data of cases, and erases them by destroying their key. */
export class PersonalDataSafe {
  private readonly lookupKey: KeyObject;

  constructor(
    private readonly keys: CaseKeys,
    masterKey: MasterKey,
  ) {
    this.lookupKey = masterKey.derive('lookup-hash');
  }

  /** Rejects where the keys cannot be read now: what a health check asks. */
  async reach(): Promise<void> {
    await this.keys.find('nobody');
  }

  /** Whether there is a key of the case, or was one that was destroyed. */
  async knows(caseId: string): Promise<boolean> {
    return (await this.keys.find(caseId)) !== undefined;
  }

  /** Makes the keys of many cases at once, before an import seals their data one by one. */
  prepare(caseIds: readonly string[]): Promise<void> {
    return this.keys.create(caseIds);
  }

  /**
   * Seals fields for one case, whose key is made and durable when this resolves. Sealing the same
   * twice gives two different texts: a command sent again must be known by its id, not its content.
   * @throws CaseErased
   */
  async seal(caseId: string, fields: Readonly<Record<string, string>>): Promise<SealedFields> {
    const key = await this.keyFor(caseId);
    const sealed = sealBytes(key, caseId, Buffer.from(JSON.stringify(fields)));
    return { sealed: sealed.toString('base64url'), fields: Object.keys(fields).sort() };
  }

  /**
   * The fields, or `erased` when the key of the case was destroyed.
   * @throws SealBroken when the text was changed or sealed for another case.
   */
  async open(caseId: string, sealed: string): Promise<Record<string, string> | 'erased'> {
    const key = await this.keys.find(caseId);
    if (key === 'erased') return 'erased';
    if (key === undefined) throw new SealBroken(caseId);
    try {
      const plain = openBytes(key, caseId, Buffer.from(sealed, 'base64url'));
      // The seal vouches that `seal` wrote it.
      return JSON.parse(plain.toString()) as Record<string, string>;
    } catch (cause) {
      throw new SealBroken(caseId, { cause });
    }
  }

  /**
   * Erases the personal data of a case for good, in the log and in every copy of it made from now on.
   * @throws ErasureIncomplete – call it again.
   */
  erase(caseId: string): Promise<void> {
    return this.keys.destroy(caseId);
  }

  /**
   * A keyed hash to look people up by: the same for different ways of typing the same name or number
   * (full or half width, spaces, case of letters in numbers). 32 hex digits.
   */
  lookupHash(kind: LookupKind, value: string): string {
    const plain = normalised(kind, value);
    if (plain === '') throw new TypeError(`an empty ${kind} cannot be looked up`);
    const digest = createHmac('sha256', this.lookupKey).update(`${kind}\n${plain}`).digest('hex');
    return digest.slice(0, lookupHashLength);
  }

  private async keyFor(caseId: string): Promise<KeyObject> {
    let key = await this.keys.find(caseId);
    if (key === undefined) {
      await this.keys.create([caseId]);
      key = await this.keys.find(caseId);
    }
    if (key === 'erased') throw new CaseErased(caseId);
    if (key === undefined) throw new Error(`case ${caseId} has no key after it was made`);
    return key;
  }
}
