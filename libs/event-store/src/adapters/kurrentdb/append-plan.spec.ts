import { atomicEventCountMax } from '../../port';
import { batchesOf, type PlannedAppend } from './append-plan';
import type { WrittenRow } from './stored-records';

const rowsOf = (count: number, dataText = '{}'): WrittenRow[] =>
  Array.from({ length: count }, (_, revision) => ({
    id: `event-${revision}`,
    type: 'RequestReceived',
    schemaVersion: 1,
    occurredOn: '2026-03-02',
    dataText,
    metaText: '{"actor":"clerk-17"}',
    revision,
    recordedAt: '2026-03-02T01:00:00.000Z',
    hash: '0'.repeat(64),
  }));

const append = (stream: string, count = 1, dataText?: string): PlannedAppend => ({
  stream,
  expected: -1,
  rows: rowsOf(count, dataText),
});

const streamsOf = (batches: PlannedAppend[][]): string[][] =>
  batches.map((batch) => batch.map(({ stream }) => stream));

describe('transactions cut out of a long call', () => {
  it('hold each stream once and keep the order', () => {
    const appends = ['a', 'b', 'a', 'a', 'c'].map((stream) => append(stream));
    expect(streamsOf(batchesOf(appends))).toEqual([['a', 'b'], ['a'], ['a', 'c']]);
  });

  it('take names for the same that differ in case, as the server does', () => {
    expect(streamsOf(batchesOf([append('agency-A'), append('agency-a')]))).toEqual([
      ['agency-A'],
      ['agency-a'],
    ]);
  });

  it('stay within the events and the bytes of one transaction', () => {
    const many = Array.from({ length: 3 }, (_, at) => append(`m-${at}`, atomicEventCountMax / 2));
    expect(batchesOf(many).map((batch) => batch.length)).toEqual([2, 1]);
    const text = JSON.stringify({ text: '满'.repeat(100_000) });
    const big = Array.from({ length: 4 }, (_, at) => append(`b-${at}`, 1, text));
    for (const batch of batchesOf(big)) expect(batch.length).toBeLessThanOrEqual(3);
  });

  it('count the data twice where another system wrote them', () => {
    const text = JSON.stringify({ text: '满'.repeat(60_000) });
    const sizes = (dataText: string) => {
      const appends = Array.from({ length: 6 }, (_, at) => append(`b-${at}`, 1, dataText));
      return batchesOf(appends).map((batch) => batch.length);
    };
    expect(sizes(text)).toEqual([4, 2]);
    expect(sizes(text.replace(':', ': '))).toEqual([2, 2, 2]);
  });

  it('do not tear one append apart, however big it is', () => {
    const batches = batchesOf([append('a'), append('b', 3 * atomicEventCountMax), append('c')]);
    expect(streamsOf(batches)).toEqual([['a'], ['b'], ['c']]);
  });
});
