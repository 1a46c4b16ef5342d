import { EventIdReused, RevisionConflict } from '../errors';
import { noStream } from '../port';
import { appendOf, idOf, newEvent, newEvents } from './events';
import type { EventStoreTraits, OpenedEventStore } from './opened-event-store';

type Log = () => OpenedEventStore;
type SetClock = (instant: string) => void;

export const describeAppending = (log: Log, setClock: SetClock, traits: EventStoreTraits): void => {
  describe('appending', () => {
    it('gives the events of a stream revisions from zero and growing positions', async () => {
      const { store } = log();
      const first = await store.append(appendOf('request-1', noStream, ...newEvents(2)));
      const second = await store.append(appendOf('request-1', 1, newEvent()));
      expect(first).toMatchObject({ stream: 'request-1', revision: 1, duplicate: false });
      expect(second).toMatchObject({ stream: 'request-1', revision: 2, duplicate: false });
      expect(second.position).toBeGreaterThan(first.position);
      const events = await store.readStream('request-1');
      expect(events.map(({ revision }) => revision)).toEqual([0, 1, 2]);
      expect(events[2]?.position).toBe(second.position);
    });

    it('answers an append without events with the place of the stream', async () => {
      const { store } = log();
      const { position } = await store.append(appendOf('request-1', 'any', ...newEvents(2)));
      expect(await store.append(appendOf('request-1', 1))).toEqual({
        stream: 'request-1',
        revision: 1,
        position,
        duplicate: true,
      });
      await expect(store.append(appendOf('request-1', 0))).rejects.toThrow(RevisionConflict);
    });

    it('refuses an event that could not be proved or found again', async () => {
      const { store } = log();
      const refusedDate = newEvent({ occurredOn: '2 March 2026' });
      const refusedType = newEvent({ type: 'Two\nlines' });
      await expect(store.append(appendOf('r', 'any', refusedDate))).rejects.toThrow(TypeError);
      await expect(store.append(appendOf('r', 'any', refusedType))).rejects.toThrow(TypeError);
      await expect(store.append(appendOf('', 'any', newEvent()))).rejects.toThrow(TypeError);
      expect((await store.head()).position).toBe(0);
    });

    it('keeps what is acknowledged when it is opened again', async () => {
      const { store, reopen } = log();
      const { position } = await store.append(appendOf('request-1', noStream, newEvent()));
      const head = await store.head();
      const again = await reopen();
      expect(await again.head()).toEqual(head);
      expect((await again.readStream('request-1'))[0]?.position).toBe(position);
      const next = await again.append(appendOf('request-1', 0, newEvent()));
      expect(next.position).toBeGreaterThan(position);
    });

    it('never lets the instant of logging run backwards', async () => {
      const { store } = log();
      await store.append(appendOf('request-1', 'any', newEvent()));
      setClock('2026-03-01T23:59:59.000Z');
      await store.append(appendOf('request-2', 'any', newEvent()));
      const [first, second] = await store.readAll(0, { max: 10 });
      expect((second?.recordedAt ?? '') >= (first?.recordedAt ?? '~')).toBe(true);
    });
  });

  describeConcurrency(log);
  describeIdempotency(log);
  if (traits.indexesIdsOverStreams) describeIdsOverStreams(log);
  describeAtomicity(log);
};

const describeConcurrency = (log: Log): void => {
  describe('optimistic concurrency', () => {
    it('refuses a writer who missed something and shows what', async () => {
      const { store } = log();
      const missed = newEvents(2);
      await store.append(appendOf('request-1', noStream, newEvent()));
      await store.append(appendOf('request-1', 0, ...missed));
      const refused = store.append(appendOf('request-1', 0, newEvent()));
      await expect(refused).rejects.toThrow(RevisionConflict);
      const conflict: unknown = await refused.catch((error: unknown) => error);
      expect(conflict).toMatchObject({
        stream: 'request-1',
        expectedRevision: 0,
        actualRevision: 2,
        missed: missed.map(({ id }) => ({ id })),
      });
      expect(await store.readStream('request-1')).toHaveLength(3);
    });

    it('refuses a writer who expects more than there is, with nothing missed', async () => {
      const { store } = log();
      const refused = store.append(appendOf('request-1', 4, newEvent()));
      await expect(refused).rejects.toMatchObject({ actualRevision: noStream, missed: [] });
    });

    it('refuses a second creation of a stream', async () => {
      const { store } = log();
      await store.append(appendOf('request-1', noStream, newEvent()));
      const second = store.append(appendOf('request-1', noStream, newEvent()));
      await expect(second).rejects.toThrow(RevisionConflict);
    });

    it('lets exactly one of two writers at the same revision through, the others unharmed', async () => {
      const { store } = log();
      const outcomes = await Promise.allSettled([
        store.append(appendOf('request-1', noStream, newEvent())),
        store.append(appendOf('request-1', noStream, newEvent())),
        store.append(appendOf('request-2', noStream, newEvent())),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await store.readStream('request-1')).toHaveLength(1);
      expect(await store.readStream('request-2')).toHaveLength(1);
    });

    it('keeps every event of many writers at once', async () => {
      const { store } = log();
      const write = async (writer: number): Promise<void> => {
        for (let at = 0; at < 25; at += 1) {
          await store.append(appendOf(`request-${writer}`, at - 1, newEvent()));
        }
      };
      await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
      const all = await store.readAll(0, { max: 1_000 });
      expect(all).toHaveLength(200);
      expect(new Set(all.map(({ position }) => position)).size).toBe(200);
    });
  });
};

const describeIdempotency = (log: Log): void => {
  describe('idempotency', () => {
    const events = [newEvent({ id: idOf('one') }), newEvent({ id: idOf('two') })];

    it('takes a command sent twice as one fact, whatever revision it expects', async () => {
      const { store } = log();
      const first = await store.append(appendOf('request-1', noStream, ...events));
      await store.append(appendOf('request-1', 1, newEvent()));
      const again = await store.append(appendOf('request-1', noStream, ...events));
      expect(again).toEqual({ ...first, duplicate: true });
      expect(await store.readStream('request-1')).toHaveLength(3);
    });

    it('does so for two sendings at once', async () => {
      const { store } = log();
      const results = await Promise.all([
        store.append(appendOf('request-1', noStream, ...events)),
        store.append(appendOf('request-1', noStream, ...events)),
      ]);
      expect(results.map(({ duplicate }) => duplicate)).toEqual([false, true]);
      expect(await store.readStream('request-1')).toHaveLength(2);
    });

    it('looks at the data, not at the order of their fields', async () => {
      const { store } = log();
      const id = idOf('fields');
      await store.append(appendOf('r-1', 'any', newEvent({ id, data: { a: 1, b: 2 } })));
      const again = newEvent({ id, data: { b: 2, a: 1 } });
      expect(await store.append(appendOf('r-1', 'any', again))).toMatchObject({ duplicate: true });
    });

    it.each([
      ['other data', { data: { channel: 'counter' } }],
      ['another type', { type: 'RequestWithdrawn' }],
      ['another date', { occurredOn: '2026-03-03' }],
      ['another version', { schemaVersion: 2 }],
    ])('refuses an id that stands for %s', async (_, change) => {
      const { store } = log();
      const [event] = events;
      await store.append(appendOf('request-1', 'any', ...events));
      const reused = store.append(appendOf('request-1', 'any', { ...newEvent(event), ...change }));
      await expect(reused).rejects.toThrow(EventIdReused);
    });

    it('refuses a partly known append and an id given twice', async () => {
      const { store } = log();
      const [one, two] = [newEvent(events[0]), newEvent(events[1])];
      await store.append(appendOf('request-1', 'any', one));
      for (const append of [
        appendOf('request-1', 'any', one, two),
        appendOf('request-1', 'any', two, two),
      ]) {
        await expect(store.append(append)).rejects.toThrow(EventIdReused);
      }
      expect((await store.head()).position).toBe((await store.readAll(0, { max: 9 }))[0]?.position);
    });
  });
};

const describeIdsOverStreams = (log: Log): void => {
  it('refuses an id of another stream', async () => {
    const { store } = log();
    const one = newEvent();
    await store.append(appendOf('request-1', 'any', one));
    const reused = store.append(appendOf('request-2', 'any', one));
    await expect(reused).rejects.toThrow(EventIdReused);
    expect((await store.head()).length).toBe(1);
  });
};

const describeAtomicity = (log: Log): void => {
  describe('several streams at once', () => {
    it('writes all of them in the order given', async () => {
      const { store } = log();
      const results = await store.appendAll([
        appendOf('request-1', noStream, ...newEvents(2)),
        appendOf('register-110101-2026', 'any', newEvent()),
        appendOf('request-1', 1, newEvent()),
      ]);
      expect(results.map(({ revision }) => revision)).toEqual([1, 0, 2]);
      const all = await store.readAll(0, { max: 10 });
      expect(all.map(({ stream }) => stream)).toEqual([
        'request-1',
        'request-1',
        'register-110101-2026',
        'request-1',
      ]);
    });

    it('writes nothing when one of them is refused', async () => {
      const { store } = log();
      const refused = store.appendAll([
        appendOf('request-1', noStream, newEvent()),
        appendOf('request-2', 7, newEvent()),
      ]);
      await expect(refused).rejects.toThrow(RevisionConflict);
      expect(await store.readAll(0, { max: 10 })).toEqual([]);
      const after = await store.append(appendOf('request-1', noStream, newEvent()));
      expect(after.revision).toBe(0);
    });

    it('adds only what is new when sent again with more', async () => {
      const { store } = log();
      const known = appendOf('request-1', noStream, ...newEvents(2));
      await store.appendAll([known]);
      const results = await store.appendAll([known, appendOf('request-2', noStream, newEvent())]);
      expect(results.map(({ duplicate }) => duplicate)).toEqual([true, false]);
      expect(await store.readAll(0, { max: 10 })).toHaveLength(3);
    });

    it('takes the ledger of a year in one go and tells how far it is', async () => {
      const { store } = log();
      const appends = Array.from({ length: 14_000 }, (_, at) =>
        appendOf(`request-${at}`, noStream, ...newEvents(5)),
      );
      const seen: number[] = [];
      await store.appendAll(appends, (written) => seen.push(written));
      expect(seen.at(-1)).toBe(70_000);
      expect(await store.readStream('request-13999')).toHaveLength(5);
      expect(await store.readAll(0, { max: 70_001 })).toHaveLength(70_000);
    }, 120_000);
  });
};
