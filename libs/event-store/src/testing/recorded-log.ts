import { eventHash, noPredecessor } from '../proof/hashes';
import type { LogRecord } from '../proof/log-record';
import { MerkleFrontier } from '../proof/merkle-frontier';
import type { TreeHead } from '../proof/tree-head';
import { idOf } from './events';

/** A log as an export holds it. */
export interface RecordedLog {
  readonly records: readonly LogRecord[];
  readonly head: TreeHead;
}

const firstInstant = Date.UTC(2026, 2, 2, 1);
const streamCount = 7;
const writerDelayMs = 40_000;

/**
 * A log of so many events over seven streams, as two processes leave it: the clock of the one that
 * writes to the seventh stream is 40 seconds late.
 */
export const recordedLog = (length: number, author = 'clerk-17'): RecordedLog => {
  const tree = MerkleFrontier.empty();
  const ends = new Map<string, LogRecord>();
  const records: LogRecord[] = [];
  for (let position = 1; position <= length; position += 1) {
    const stream = `request-${position % streamCount}`;
    const predecessor = ends.get(stream);
    const late = position % streamCount === 0 ? writerDelayMs : 0;
    const event = {
      stream,
      revision: (predecessor?.revision ?? -1) + 1,
      id: idOf(`${author} ${position}`),
      type: 'RequestReceived',
      schemaVersion: 1,
      occurredOn: '2026-03-02',
      recordedAt: new Date(firstInstant + position * 10 - late).toISOString(),
      // Spaces and the order of keys as no serializer of ours would put them: texts are kept as is.
      dataText: `{"matter": "第${position}件",  "at":${position}}`,
      metaText: `{"role":"case-officer","actor":"${author}"}`,
    };
    const hash = eventHash(predecessor?.hash ?? noPredecessor, event);
    const record = { position, ...event, hash };
    tree.append(hash);
    ends.set(stream, record);
    records.push(record);
  }
  return { records, head: { length, treeRoot: tree.root() } };
};
