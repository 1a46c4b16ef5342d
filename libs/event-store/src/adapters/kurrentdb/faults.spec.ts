import { ProtocolServer, startCluster } from '../../../../../test/kurrentdb-server/protocol-server';
import { EventStoreUnavailable, RevisionConflict } from '../../errors';
import { noStream, type StoredEvent } from '../../port';
import { verifyLog } from '../../proof/verify-log';
import { appendOf, newEvent, newEvents } from '../../testing';
import type { KurrentEventStore } from './kurrent-event-store';
import { openKurrentEventStore } from './open-kurrent-event-store';

let second = 0;
const now = (): string => new Date(Date.UTC(2026, 2, 2, 1, 0, (second += 1))).toISOString();

let server: ProtocolServer;
let store: KurrentEventStore;

beforeEach(async () => {
  server = await ProtocolServer.start();
  store = await openKurrentEventStore({ url: server.url, now, deadlineMs: 2_000 });
});
afterEach(async () => {
  await store.close();
  await server.stop();
});

const own = (): number => server.log.events.filter(({ stream }) => !stream.startsWith('$')).length;

const until = async (holds: () => boolean): Promise<void> => {
  const end = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** Time for what was sent, or cut, to be noticed. */
const arrived = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200));

describe('a write whose answer is lost', () => {
  it.each(['cutBeforeAppend', 'cutAfterAppend', 'timeOutAfterAppend', 'unavailable'] as const)(
    'is there once after %s',
    async (fault) => {
      await store.append(appendOf('request-1', noStream, newEvent()));
      server.faults[fault] = 1;
      const result = await store.append(appendOf('request-1', 0, ...newEvents(2)));
      expect(server.faults[fault]).toBe(0);
      expect(result).toMatchObject({ revision: 2, duplicate: false });
      expect(own()).toBe(3);
      expect((await store.readStream('request-1')).at(-1)?.position).toBe(result.position);
      expect(await verifyLog(store.logReader())).toMatchObject({ holds: true });
    },
  );

  it.each(['cutBeforeAppend', 'cutAfterAppend'] as const)(
    'is there whole in all its streams after %s',
    async (fault) => {
      server.faults[fault] = 1;
      const results = await store.appendAll([
        appendOf('register-110101-2026', 'any', newEvent()),
        appendOf('request-1', noStream, ...newEvents(2)),
      ]);
      expect(results.map(({ revision }) => revision)).toEqual([0, 1]);
      expect(own()).toBe(3);
    },
  );

  it('is known when the sender sends it again after it was given up', async () => {
    await store.close();
    const url = server.url;
    store = await openKurrentEventStore({ url, now, deadlineMs: 1_000, patienceMs: 3_000 });
    const append = appendOf('request-1', noStream, ...newEvents(2));
    server.faults.shutAfterAppend = 1;
    await expect(store.append(append)).rejects.toThrow(EventStoreUnavailable);
    expect(own()).toBe(2);
    await server.door.open();
    expect(await store.append(append)).toMatchObject({ revision: 1, duplicate: true });
    expect(own()).toBe(2);
  }, 30_000);

  it('does not hide a conflict with somebody else', async () => {
    await store.append(appendOf('request-1', noStream, newEvent()));
    const other = await openKurrentEventStore({ url: server.url, now });
    await other.append(appendOf('request-1', 0, newEvent()));
    server.faults.cutBeforeAppend = 1;
    const refused = store.append(appendOf('request-1', 0, newEvent()));
    await expect(refused).rejects.toThrow(RevisionConflict);
    await other.close();
    expect(own()).toBe(2);
  });
});

describe('an append that is too big for a transaction', () => {
  it('says what to raise, and writes nothing', async () => {
    const events = newEvents(30, { data: { text: '满'.repeat(20_000) } });
    const refused = store.append(appendOf('request-1', noStream, ...events));
    await expect(refused).rejects.toThrow(EventStoreUnavailable);
    await expect(refused).rejects.toThrow(/raise MaxAppendSize/);
    expect(own()).toBe(0);
  });
});

describe('two processes on one log', () => {
  it('chain their events of one stream, whatever each of them remembers', async () => {
    const other = await openKurrentEventStore({ url: server.url, now });
    for (let at = 0; at < 10; at += 1) {
      const writer = at % 2 === 0 ? store : other;
      await writer.append(appendOf('register-110101-2026', 'any', newEvent()));
    }
    await Promise.all(
      [store, other, store, other].map((writer) =>
        writer.append(appendOf('register-110101-2026', 'any', newEvent())),
      ),
    );
    expect(await verifyLog(store.logReader())).toMatchObject({ holds: true, head: { length: 14 } });
    expect(await store.head()).toEqual(await other.head());
    await other.close();
  });

  it('take a command that both of them send for one fact', async () => {
    const other = await openKurrentEventStore({ url: server.url, now });
    const append = appendOf('request-1', noStream, newEvent());
    const results = await Promise.all([store.append(append), other.append(append)]);
    expect(results.map(({ revision }) => revision)).toEqual([0, 0]);
    expect(own()).toBe(1);
    await other.close();
  });
});

describe('a store that is away', () => {
  it('is waited for, and says so when it stays away', async () => {
    await store.append(appendOf('request-1', noStream, newEvent()));
    await server.door.shut();
    const read = store.readStream('request-1');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await server.door.open();
    expect(await read).toHaveLength(1);

    await store.close();
    await server.door.shut();
    const options = { url: server.url, now, deadlineMs: 300, patienceMs: 300 };
    await expect(openKurrentEventStore(options)).rejects.toThrow(/does not answer/);
    await server.door.open();
  });

  it('does not keep a reader longer than its deadline when it is slow', async () => {
    await store.append(appendOf('request-1', noStream, ...newEvents(40)));
    await store.close();
    const url = server.url;
    store = await openKurrentEventStore({ url, now, deadlineMs: 200, patienceMs: 100 });
    server.faults.readDelayMs = 50;
    await expect(store.readStream('request-1')).rejects.toThrow(/no answer within 200 ms/);
    server.faults.readDelayMs = 0;
    expect(await store.readStream('request-1')).toHaveLength(40);
  });

  it('may take longer for a page of the log, which it has to look for', async () => {
    await store.append(appendOf('request-1', noStream, ...newEvents(20)));
    await store.close();
    store = await openKurrentEventStore({ url: server.url, now, deadlineMs: 300, patienceMs: 100 });
    server.faults.readDelayMs = 50;
    expect(await store.readAll(0, { max: 30 })).toHaveLength(20);
    server.faults.readDelayMs = 0;
  });

  it('is refused when it is older than its transactions', async () => {
    const old = await ProtocolServer.start({ isOld: true });
    await expect(openKurrentEventStore({ url: old.url, now })).rejects.toThrow(/25\.1 or newer/);
    await old.stop();
  });

  it('shows nobody the password of its address', async () => {
    const opened = openKurrentEventStore({ url: 'mongodb://office:secret@host', now });
    await expect(opened).rejects.toThrow(/must begin with kurrentdb/);
    await expect(opened).rejects.not.toThrow(/secret/);
  });
});

describe('a subscription whose connection is cut', () => {
  it('goes on behind the last batch, every event once and in order', async () => {
    const seen: StoredEvent[] = [];
    const faults: Error[] = [];
    let caughtUp = 0;
    await store.append(appendOf('request-0', noStream, newEvent()));
    const subscription = store.subscribe({
      after: 0,
      streamPrefixes: ['request-'],
      onEvents: async (events) => void seen.push(...events),
      onCaughtUp: () => (caughtUp += 1),
      onError: (error) => faults.push(error),
    });
    await until(() => caughtUp === 1);
    for (let at = 1; at <= 20; at += 1) {
      if (at % 5 === 0) server.door.cut();
      await store.append(appendOf(`request-${at}`, noStream, newEvent()));
      await store.append(appendOf(`remedy-${at}`, noStream, newEvent()));
    }
    await until(() => seen.length >= 21);
    await server.door.shut();
    await server.door.open();
    await store.append(appendOf('request-21', noStream, newEvent()));
    await until(() => seen.length >= 22);
    await subscription.stop();
    expect(seen.map(({ stream }) => stream)).toEqual(
      Array.from({ length: 22 }, (_, at) => `request-${at}`),
    );
    expect([caughtUp, faults]).toEqual([1, []]);
  });

  it('skips nothing that a checkpoint has passed while a batch was on its way', async () => {
    const seen: StoredEvent[] = [];
    const held: (() => void)[] = [];
    let holding = true;
    let caughtUp = false;
    const subscription = store.subscribe({
      after: 0,
      onEvents: async (events) => {
        seen.push(...events);
        if (holding) await new Promise<void>((resolve) => held.push(resolve));
      },
      onCaughtUp: () => (caughtUp = true),
    });
    await until(() => caughtUp);
    await store.append(appendOf('request-1', noStream, newEvent()));
    await until(() => held.length === 1);
    await store.append(appendOf('request-2', noStream, ...newEvents(40)));
    await arrived();
    held[0]?.();
    // Forty are on their way now; fewer wait behind them, and among those stands a checkpoint.
    await until(() => held.length === 2);
    for (let at = 0; at < 30; at += 1) {
      await store.append(appendOf(`remedy-${at}`, noStream, newEvent()));
    }
    await arrived();
    server.door.cut();
    await arrived();
    holding = false;
    held[1]?.();
    await store.append(appendOf('request-3', noStream, newEvent()));
    await until(() => seen.at(-1)?.stream === 'request-3');
    await subscription.stop();
    expect(seen.map(({ position }) => position)).toEqual(
      (await store.readAll(0, { max: 100 })).map(({ position }) => position),
    );
  });

  it('goes on from a checkpoint over what is none of its streams', async () => {
    const seen: StoredEvent[] = [];
    const subscription = store.subscribe({
      after: 0,
      streamPrefixes: ['report-'],
      onEvents: async (events) => void seen.push(...events),
    });
    for (let at = 0; at < 100; at += 1) server.log.appendSystemEvent();
    await store.append(appendOf('request-1', noStream, ...newEvents(100)));
    server.door.cut();
    await store.append(appendOf('report-110101-2025', noStream, newEvent()));
    await until(() => seen.length === 1);
    await subscription.stop();
    expect(seen[0]?.stream).toBe('report-110101-2025');
  });
});

describe('a cluster whose leader changes', () => {
  it('is written and read at the new leader, and followed there', async () => {
    const { servers, url } = await startCluster(3);
    const [first, second] = servers;
    const office = await openKurrentEventStore({ url, now, deadlineMs: 2_000 });
    const seen: StoredEvent[] = [];
    const subscription = office.subscribe({
      after: 0,
      onEvents: async (events) => void seen.push(...events),
    });
    await office.append(appendOf('request-1', noStream, newEvent()));
    if (first === undefined || second === undefined) throw new Error('a cluster has servers');
    first.cluster.lead(second);
    const result = await office.append(appendOf('request-1', 0, newEvent()));
    expect(result).toMatchObject({ revision: 1, duplicate: false });
    expect(await office.readStream('request-1')).toHaveLength(2);
    // The former leader goes away altogether.
    await first.stop();
    await office.append(appendOf('request-1', 1, newEvent()));
    await until(() => seen.length === 3);
    await subscription.stop();
    expect((await office.head()).length).toBe(3);
    await office.close();
    for (const other of servers.slice(1)) await other.stop();
  }, 60_000);
});
