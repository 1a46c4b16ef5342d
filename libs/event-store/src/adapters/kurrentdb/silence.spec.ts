import { ProtocolServer } from '../../../../../test/kurrentdb-server/protocol-server';
import { Wire } from '../../../../../test/kurrentdb-server/wire';
import { noStream, type StoredEvent } from '../../port';
import { appendOf, newEvent, newEvents } from '../../testing';
import type { KurrentEventStore } from './kurrent-event-store';
import { openKurrentEventStore } from './open-kurrent-event-store';

const now = (): string => '2026-03-02T01:00:00.000Z';

let server: ProtocolServer;
let wire: Wire;
let direct: KurrentEventStore;

beforeEach(async () => {
  server = await ProtocolServer.start();
  wire = await Wire.to(server.door.port);
  direct = await openKurrentEventStore({ url: server.url, now });
});
afterEach(async () => {
  await direct.close();
  await wire.close();
  await server.stop();
});

const openOverWire = (options: object, query = '') =>
  openKurrentEventStore({
    url: `kurrentdb://127.0.0.1:${wire.port}?tls=false${query}`,
    now,
    ...options,
  });

const until = async (holds: () => boolean): Promise<void> => {
  const end = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

describe('a connection that goes dead without a word', () => {
  it('is given up when a call has had its time, and the call is settled over another', async () => {
    const store = await openOverWire({ deadlineMs: 500 });
    await store.append(appendOf('request-1', noStream, newEvent()));
    wire.goDead();
    expect(await store.append(appendOf('request-1', 0, newEvent()))).toMatchObject({
      revision: 1,
      duplicate: false,
    });
    wire.goDead();
    expect(await store.readStream('request-1')).toHaveLength(2);
    expect((await direct.readStream('request-1')).map(({ revision }) => revision)).toEqual([0, 1]);
    await store.close();
  });

  it('ends a call at its deadline when there is no time for another', async () => {
    const store = await openOverWire({ deadlineMs: 200, patienceMs: 200 });
    await store.append(appendOf('request-1', noStream, newEvent()));
    wire.goDead();
    const silent = /does not answer.*no answer within 200 ms/;
    await expect(store.readStream('request-1')).rejects.toThrow(silent);
    await store.close();
  });

  it('is noticed by a subscriber who only listens, by its keep-alive', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const store = await openOverWire({}, '&keepAliveInterval=500&keepAliveTimeout=500');
    const seen: StoredEvent[] = [];
    let caughtUp = false;
    const subscription = store.subscribe({
      after: 0,
      onEvents: async (events) => void seen.push(...events),
      onCaughtUp: () => (caughtUp = true),
    });
    await direct.append(appendOf('request-1', noStream, newEvent()));
    await until(() => caughtUp && seen.length === 1);
    wire.goDead();
    await direct.append(appendOf('request-1', 0, ...newEvents(2)));
    await until(() => seen.length >= 3);
    await subscription.stop();
    await store.close();
    expect(seen.map(({ revision }) => revision)).toEqual([0, 1, 2]);
    // The client finds half a second short; this spec would take twenty otherwise.
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/less than recommended/));
    warn.mockRestore();
  });
});

describe('a subscriber who is busy', () => {
  it('is sent no more than fits in front of it', async () => {
    const eventCount = 4_000;
    let release = (): void => undefined;
    const busy = new Promise<void>((resolve) => (release = resolve));
    let handedOver = 0;
    let caughtUp = false;
    const subscription = direct.subscribe({
      after: 0,
      onEvents: async (events) => {
        handedOver += events.length;
        await busy;
      },
      onCaughtUp: () => (caughtUp = true),
    });
    await until(() => caughtUp && server.subscriptions.length === 2);
    const data = { text: '满'.repeat(1_500) };
    for (let at = 0; at < eventCount; at += 50) {
      await direct.append(appendOf(`request-${at}`, noStream, ...newEvents(50, { data })));
    }
    const sent = () => server.subscriptions.map((one) => one.sent).sort((one, two) => one - two);
    // The index of the store itself takes everything at once.
    await until(() => sent()[1] === eventCount);
    const [held, given] = [sent()[0], handedOver];
    release();
    expect(given).toBeLessThanOrEqual(500);
    expect(held).toBeLessThan(eventCount / 2);
    await until(() => handedOver === eventCount);
    await subscription.stop();
  });
});
