import { sealOverhead } from '../sealing';

/** Bytes of the key of a case. */
export const caseKeyLength = 32;

/** Bytes of a wrapped key. */
export const wrappedLength = caseKeyLength + sealOverhead;
