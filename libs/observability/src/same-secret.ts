import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** Whether what was presented is the secret; takes the same time whatever differs. */
export const sameSecret = (presented: string | undefined, secret: string): boolean =>
  timingSafeEqual(digest(presented ?? ''), digest(secret)) && presented !== undefined;
