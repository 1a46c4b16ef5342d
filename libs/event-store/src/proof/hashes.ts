import { hash } from 'node:crypto';

/** What the hash of an event covers, besides the hash of its predecessor in the stream. */
export interface HashedFields {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly occurredOn: string;
  readonly recordedAt: string;
  /** `data` and `meta` as the exact JSON text that is stored: parsing could hide a change. */
  readonly dataText: string;
  readonly metaText: string;
}

/** Stands for the predecessor of a stream's first event. */
export const noPredecessor = '0'.repeat(64);

/**
 * SHA-256 of an event, 64 lower-case hex digits. The position in the log is not part of it, so that
 * a log can move to another store; the Merkle tree proves the order. Fields are joined by line
 * feeds: no field that is written may hold one (JSON text never does), so no two events share a text.
 */
export const eventHash = (predecessor: string, event: HashedFields): string =>
  hash(
    'sha256',
    `${predecessor}\n${event.stream}\n${event.revision}\n${event.id}\n${event.type}\n` +
      `${event.schemaVersion}\n${event.occurredOn}\n${event.recordedAt}\n` +
      `${event.dataText}\n${event.metaText}`,
    'hex',
  );

const hashLength = 32;
const leafInput = Buffer.alloc(1 + 8 + hashLength);
const nodeInput = Buffer.alloc(1 + hashLength * 2);
nodeInput[0] = 1;

/**
 * Asked for as a Buffer, Node gives each digest memory of its own, which takes three times as long and
 * burdens the garbage collector; this one comes from the pool.
 */
const digestOf = (input: Uint8Array): Buffer =>
  Buffer.from(hash('sha256', input, 'binary'), 'binary');

/** A leaf of the log's tree: 0x00, the event's place in the log (64 bits, from 1), its hash. */
export const leafHash = (ordinal: number, eventHashHex: string): Buffer => {
  leafInput.writeUInt32BE(Math.floor(ordinal / 2 ** 32), 1);
  leafInput.writeUInt32BE(ordinal % 2 ** 32, 5);
  leafInput.write(eventHashHex, 9, 'hex');
  return digestOf(leafInput);
};

/** An inner node of the log's tree: 0x01 and both children, as in RFC 6962 §2.1. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + hashLength);
  return digestOf(nodeInput);
};

/** The root of the tree over no events (RFC 6962 §2.1). */
export const emptyTreeRoot = hash('sha256', '', 'hex');
