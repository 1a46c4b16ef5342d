import { RecordsBroken } from '../restore-port';
import type { LogRecord } from './log-record';
import type { TreeHead } from './tree-head';
import { LogProof, type LogFault } from './verify-log';

/**
 * The same records, each handed on only when it fits its predecessor in the stream, and the end of
 * them only when they come to `head`. For every store that restores a log: the last batch cannot be
 * written before the head has been compared.
 * @throws RecordsBroken at the first record that does not hold, or at the end.
 */
export async function* provedRecords(
  records: Iterable<LogRecord> | AsyncIterable<LogRecord>,
  head: TreeHead,
): AsyncGenerator<LogRecord, void, void> {
  const proof = new LogProof();
  let last: LogRecord | undefined;
  for await (const record of records) {
    const fault = proof.take(record) ?? afterTheEnd(record, head);
    if (fault !== undefined) throw new RecordsBroken(fault);
    // The head is compared before the last record goes out: it would complete the last batch.
    if (last !== undefined) yield last;
    last = record;
  }
  const { length, treeRoot } = proof.head;
  if (length !== head.length || treeRoot !== head.treeRoot) {
    const place = { position: length + 1, sincePosition: length + 1 };
    const detail =
      length === head.length
        ? 'the tree over the records differs from the head they should come to'
        : `the records end after ${length} events, the head has ${head.length}`;
    throw new RecordsBroken({ code: 'head-differs', ...place, detail });
  }
  if (last !== undefined) yield last;
}

const afterTheEnd = (record: LogRecord, head: TreeHead): LogFault | undefined => {
  if (record.position <= head.length) return undefined;
  const { position, stream, revision, id } = record;
  const detail = `the head has ${head.length} events, this one comes after them`;
  return {
    code: 'head-differs',
    position,
    sincePosition: position,
    stream,
    revision,
    id,
    detail,
  };
};
