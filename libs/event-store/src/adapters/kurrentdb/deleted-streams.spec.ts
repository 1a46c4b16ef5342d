import { ProtocolServer } from '../../../../../test/kurrentdb-server/protocol-server';
import { noStream } from '../../port';
import { appendOf, newEvent, newEvents } from '../../testing';
import type { KurrentEventStore } from './kurrent-event-store';
import { openKurrentEventStore } from './open-kurrent-event-store';

// Somebody with a tool of KurrentDB deletes a stream of ours: facts are gone, and whoever asks for
// them, or goes on with the case as if it were new, has to hear it.

const now = (): string => '2026-03-02T01:00:00.000Z';
const stored = 'sunledger.request-1';

let server: ProtocolServer;
let store: KurrentEventStore;

beforeEach(async () => {
  server = await ProtocolServer.start();
  store = await openKurrentEventStore({ url: server.url, now });
  await store.append(appendOf('request-1', noStream, ...newEvents(3)));
  await store.close();
  store = await openKurrentEventStore({ url: server.url, now });
});
afterEach(async () => {
  await store.close();
  await server.stop();
});

it('a stream deleted so that it can come back is not taken for a new one', async () => {
  server.log.delete(stored, 'soft');
  const begun = store.append(appendOf('request-1', noStream, newEvent()));
  await expect(begun).rejects.toThrow(/stream was deleted in the event store.*request-1 lacks/);
  await expect(store.readStream('request-1')).rejects.toThrow(/request-1 lacks its first events/);
  // Other streams are as they were.
  await store.append(appendOf('request-2', noStream, newEvent()));
  expect(await store.readStream('request-2')).toHaveLength(1);
});

it('a stream that came back behind its former end shows that its beginning is gone', async () => {
  expect(await store.readStream('request-1')).toHaveLength(3);
  server.log.delete(stored, 'soft');
  expect(await store.append(appendOf('request-1', 2, newEvent()))).toMatchObject({ revision: 3 });
  await expect(store.readStream('request-1')).rejects.toThrow(/request-1 lacks its first events/);
  expect(await store.readStream('request-1', { fromRevision: 3 })).toHaveLength(1);
});

it('a stream deleted for good is neither read nor written', async () => {
  server.log.delete(stored, 'hard');
  const deleted = /stream was deleted in the event store: restore the last backup/;
  await expect(store.readStream('request-1')).rejects.toThrow(deleted);
  await expect(store.append(appendOf('request-1', 2, newEvent()))).rejects.toThrow(deleted);
  await expect(store.append(appendOf('request-1', noStream, newEvent()))).rejects.toThrow(deleted);
});
