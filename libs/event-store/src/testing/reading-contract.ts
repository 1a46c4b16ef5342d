import { appendOf, newEvent, newEvents } from './events';
import type { OpenedEventStore } from './opened-event-store';

type Log = () => OpenedEventStore;

const describeHeads = (log: Log, setClock: (instant: string) => void): void => {
  describe('the head of the log', () => {
    it('stands at zero over an empty log with the root of the empty tree', async () => {
      // SHA-256 of nothing, as RFC 6962 §2.1 defines it.
      expect(await log().store.head()).toEqual({
        position: 0,
        length: 0,
        treeRoot: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      });
    });

    it('can be told for every earlier length', async () => {
      const { store } = log();
      const heads = [];
      for (let at = 0; at < 20; at += 1) {
        await store.append(appendOf(`request-${at % 3}`, 'any', newEvent()));
        heads.push(await store.head());
      }
      expect(heads.map(({ length }) => length)).toEqual(
        Array.from({ length: 20 }, (_, at) => at + 1),
      );
      expect(new Set(heads.map(({ treeRoot }) => treeRoot)).size).toBe(20);
      for (const head of heads) expect(await store.headAt(head.position)).toEqual(head);
      await expect(store.headAt((heads.at(-1)?.position ?? 0) + 1)).rejects.toThrow(RangeError);
    });

    it('counts its events, whatever positions it gives them', async () => {
      const { store } = log();
      await store.append(appendOf('request-1', 'any', ...newEvents(3)));
      await store.appendAll([
        appendOf('request-2', 'any', newEvent()),
        appendOf('register-1', 'any', newEvent()),
      ]);
      const places = [0, ...(await store.readAll(0, { max: 10 })).map(({ position }) => position)];
      expect(places).toHaveLength(6);
      for (const [length, position] of places.entries()) {
        expect(await store.lengthAt(position)).toBe(length);
        expect(await store.positionOf(length)).toBe(position);
      }
      expect((await store.head()).position).toBe(places[5]);
      await expect(store.positionOf(6)).rejects.toThrow(RangeError);
      await expect(store.lengthAt((places[5] ?? 0) + 1)).rejects.toThrow(RangeError);
    });

    it('tells what was known at an instant', async () => {
      const { store } = log();
      const positions = [];
      for (const instant of ['2026-03-02T02:00:00.000Z', '2026-03-02T04:00:00.000Z']) {
        setClock(instant);
        positions.push((await store.append(appendOf('request-1', 'any', newEvent()))).position);
      }
      expect(await store.positionAt('2026-03-02T01:59:59.999Z')).toBe(0);
      expect(await store.positionAt('2026-03-02T02:00:00Z')).toBe(positions[0]);
      expect(await store.positionAt('2026-03-02T10:30:00+08:00')).toBe(positions[0]);
      expect(await store.positionAt('2026-03-02T04:00:00.000Z')).toBe(positions[1]);
      expect(await store.positionAt('2027-01-01T00:00:00.000Z')).toBe(positions[1]);
      expect(await store.instantAt(positions[0] ?? 0)).toBe('2026-03-02T02:00:00.000Z');
      expect(await store.instantAt(positions[1] ?? 0)).toBe('2026-03-02T04:00:00.000Z');
      expect(await store.instantAt(0)).toBeUndefined();
    });
  });
};

export const describeReading = (log: Log, setClock: (instant: string) => void): void => {
  describe('reading', () => {
    it('gives back what was appended', async () => {
      const { store } = log();
      const event = newEvent({
        data: { 名称: '某某公司', nested: [{ at: 1.5 }, null, 'line\nfeed'] },
        meta: { actor: 'clerk-17', evidence: ['slip-1'], warnings: ['received-late'] },
      });
      await store.append(appendOf('request-1', 'any', event));
      const [read] = await store.readStream('request-1');
      expect({ ...read, meta: read?.meta }).toMatchObject({
        ...event,
        stream: 'request-1',
        revision: 0,
        recordedAt: '2026-03-02T01:00:00.000Z',
      });
      expect(read?.hash).toMatch(/^[0-9a-f]{64}$/);
      expect(JSON.parse(JSON.stringify(read))).toMatchObject({ meta: event.meta, id: event.id });
    });

    it('chains the events of a stream', async () => {
      const { store } = log();
      await store.append(appendOf('request-1', 'any', ...newEvents(2, { data: {} })));
      const [first, second] = await store.readStream('request-1');
      expect(first?.hash).not.toBe(second?.hash);
    });

    it('knows no event of a stream that does not exist', async () => {
      expect(await log().store.readStream('request-404')).toEqual([]);
    });

    it('reads parts of a stream in both directions', async () => {
      const { store } = log();
      await store.append(appendOf('request-1', 'any', ...newEvents(5)));
      const revisions = async (options: object): Promise<number[]> =>
        (await store.readStream('request-1', options)).map(({ revision }) => revision);
      expect(await revisions({ fromRevision: 3 })).toEqual([3, 4]);
      expect(await revisions({ fromRevision: 1, max: 2 })).toEqual([1, 2]);
      expect(await revisions({ direction: 'backwards', max: 2 })).toEqual([4, 3]);
      expect(await revisions({ direction: 'backwards', fromRevision: 1 })).toEqual([1, 0]);
    });

    it('reads the whole log page by page', async () => {
      const { store } = log();
      await store.append(appendOf('request-1', 'any', ...newEvents(3)));
      await store.append(appendOf('request-2', 'any', ...newEvents(4)));
      const pages = [];
      let after = 0;
      for (;;) {
        const page = await store.readAll(after, { max: 3 });
        const last = page.at(-1);
        if (last === undefined) break;
        pages.push(page.length);
        after = last.position;
      }
      expect(pages).toEqual([3, 3, 1]);
    });

    it('reads the log of some streams only, still in log order', async () => {
      const { store } = log();
      for (const stream of ['request-1', 'remedy-1', 'requested', 'register-1', 'remedy-2']) {
        await store.append(appendOf(stream, 'any', newEvent()));
      }
      const streams = async (streamPrefixes: string[]): Promise<string[]> =>
        (await store.readAll(0, { max: 10, streamPrefixes })).map(({ stream }) => stream);
      expect(await streams(['request-'])).toEqual(['request-1']);
      expect(await streams(['remedy-', 'request-'])).toEqual(['request-1', 'remedy-1', 'remedy-2']);
      expect(await streams(['account-'])).toEqual([]);
    });
  });

  describeHeads(log, setClock);
};
