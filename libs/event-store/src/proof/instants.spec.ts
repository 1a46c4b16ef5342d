import { eventHash, noPredecessor } from './hashes';
import { LogProof } from './verify-log';

describe('the instants of logging', () => {
  const record = (position: number, stream: string, revision: number, recordedAt: string) => {
    const predecessor = revision === 0 ? noPredecessor : (hashes.get(stream) ?? '');
    const texts = { dataText: '{}', metaText: '{}', occurredOn: '2026-03-02', schemaVersion: 1 };
    const fields = {
      ...texts,
      stream,
      revision,
      recordedAt,
      id: `e-${position}`,
      type: 'Received',
    };
    const hash = eventHash(predecessor, fields);
    hashes.set(stream, hash);
    return { position, ...fields, hash };
  };
  const hashes = new Map<string, string>();

  it('may fall back by the difference of the clocks of two writers, not by more', () => {
    const proof = new LogProof();
    const first = record(1, 'request-1', 0, '2026-03-02T01:01:00.000Z');
    expect(proof.take(first)).toBeUndefined();
    expect(proof.take(record(2, 'request-2', 0, '2026-03-02T01:00:00.000Z'))).toBeUndefined();
    const late = record(3, 'request-3', 0, '2026-03-02T00:59:59.999Z');
    expect(proof.take(late)).toMatchObject({ code: 'events-reordered', position: 3 });
  });

  it('never fall back within a stream', () => {
    const proof = new LogProof();
    expect(proof.take(record(1, 'request-1', 0, '2026-03-02T01:01:00.000Z'))).toBeUndefined();
    const earlier = record(2, 'request-1', 1, '2026-03-02T01:00:59.999Z');
    expect(proof.take(earlier)).toMatchObject({ code: 'events-reordered', position: 2 });
  });
});
