import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/** Bytes that sealing adds to the plain text. */
export const sealOverhead = nonceLength + tagLength;

/** Nonces drawn from the generator at a time: drawing each by itself takes as long as sealing. */
const nonceCount = 256;
let drawn = Buffer.alloc(0);
let spent = 0;

/** Random bytes that nobody has had. */
const nextNonce = (): Buffer => {
  if (spent >= drawn.length) {
    drawn = randomBytes(nonceCount * nonceLength);
    spent = 0;
  }
  spent += nonceLength;
  return drawn.subarray(spent - nonceLength, spent);
};

/** AES-256-GCM with a random nonce: nonce, tag, cipher text. `owner` is bound to it, not stored. */
export const sealBytes = (key: KeyObject, owner: string, plain: Uint8Array): Buffer => {
  const nonce = nextNonce();
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
};

/** The plain text; throws when the key, the owner or a single bit is another. */
export const openBytes = (key: KeyObject, owner: string, sealed: Uint8Array): Buffer => {
  const nonce = sealed.subarray(0, nonceLength);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength })
    .setAAD(Buffer.from(owner))
    .setAuthTag(sealed.subarray(nonceLength, sealOverhead));
  return Buffer.concat([decipher.update(sealed.subarray(sealOverhead)), decipher.final()]);
};
