import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openSqliteEventStore } from './adapters/sqlite/sqlite-event-store';
import { RevisionConflict } from './errors';
import {
  EventCatalogue,
  EventDataInvalid,
  UnknownEventType,
  withCatalogue,
  type EventDefinition,
} from './event-codec';
import type { EventStore, StoredEvent } from './port';
import { appendOf, newEvent } from './testing';

const hasChannel: EventDefinition['check'] = (data) =>
  typeof data === 'object' && data !== null && 'channel' in data ? true : 'there is no channel';

/** Version 1 said `by`, version 2 `way`, version 3 says `channel`. */
const received: EventDefinition = {
  type: 'RequestReceived',
  version: 3,
  check: hasChannel,
  upcasts: {
    1: (data) => ({ way: (data as { by: string }).by }),
    2: (data) => ({ channel: (data as { way: string }).way }),
  },
};
const receivedInVersionOne: EventDefinition = {
  type: 'RequestReceived',
  version: 1,
  check: (data) => (typeof data === 'object' ? true : 'no object'),
};

let directory: string;
let raw: EventStore;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sunledger-codec-'));
  const path = join(directory, 'events.db');
  raw = openSqliteEventStore({ path, now: () => '2026-03-02T01:00:00.000Z' });
});
afterEach(async () => {
  await raw.close();
  rmSync(directory, { recursive: true, force: true });
});

const old = newEvent({ schemaVersion: 1, data: { by: 'mail' } });
const present = newEvent({ schemaVersion: 3, data: { channel: 'counter' } });

describe('the catalogue of events', () => {
  it('turns every old shape into the newest, however it is read', async () => {
    await raw.append(appendOf('request-1', 'any', old));
    const store = withCatalogue(raw, new EventCatalogue([received]));
    const expected = { schemaVersion: 3, data: { channel: 'mail' }, meta: old.meta };
    const [fromStream] = await store.readStream('request-1');
    expect(fromStream).toMatchObject(expected);
    expect(fromStream?.hash).toBe((await raw.readStream('request-1'))[0]?.hash);
    expect((await store.readAll(0, { max: 9 }))[0]).toMatchObject(expected);
    const handed = await new Promise<readonly StoredEvent[]>((resolve) => {
      store.subscribe({ after: 0, onEvents: async (events) => resolve(events) });
    });
    expect(handed[0]).toMatchObject(expected);
    const conflict = store.append(appendOf('request-1', -1, present));
    await expect(conflict).rejects.toThrow(RevisionConflict);
    await expect(conflict).rejects.toMatchObject({ missed: [expected] });
  });

  it('lets nothing into the log that it could not read again', async () => {
    const store = withCatalogue(raw, new EventCatalogue([received]));
    const refused = (event: typeof old) => store.append(appendOf('request-1', 'any', event));
    await expect(refused(newEvent({ type: 'Unheard' }))).rejects.toThrow(UnknownEventType);
    await expect(refused(old)).rejects.toThrow(UnknownEventType);
    const broken = newEvent({ schemaVersion: 3, data: { way: 'mail' } });
    await expect(refused(broken)).rejects.toThrow(EventDataInvalid);
    await expect(refused(broken)).rejects.toThrow(/there is no channel/);
    expect((await raw.head()).position).toBe(0);
    expect((await refused(present)).revision).toBe(0);
  });

  it('stops loudly at a type, a version or a shape that it does not know', async () => {
    const newer = newEvent({ schemaVersion: 4, data: { channel: 'mail' } });
    const broken = newEvent({ schemaVersion: 3, data: { way: 'mail' } });
    const unheard = newEvent({ type: 'Unheard' });
    await raw.append(appendOf('newer', 'any', newer));
    await raw.append(appendOf('broken', 'any', broken));
    await raw.append(appendOf('unheard', 'any', unheard));
    const store = withCatalogue(raw, new EventCatalogue([received]));
    await expect(store.readStream('newer')).rejects.toThrow(UnknownEventType);
    await expect(store.readStream('unheard')).rejects.toThrow(UnknownEventType);
    await expect(store.readStream('broken')).rejects.toThrow(EventDataInvalid);
    await expect(store.readStream('broken')).rejects.toThrow(/at position 2/);
    const ended = await new Promise((resolve) => {
      store.subscribe({ after: 0, onEvents: async () => undefined, onError: resolve });
    });
    expect(ended).toBeInstanceOf(UnknownEventType);
  });

  it('hands an event of the newest shape on as it is', async () => {
    const catalogue = new EventCatalogue([receivedInVersionOne]);
    await raw.append(appendOf('request-1', 'any', old));
    const [event] = await raw.readStream('request-1');
    if (event === undefined) throw new Error('the event was appended');
    expect(catalogue.read(event)).toBe(event);
  });

  it('is refused itself when a type is defined twice or a step is missing', () => {
    expect(() => new EventCatalogue([received, received])).toThrow(/defined twice/);
    const { upcasts: _, ...withoutSteps } = received;
    expect(() => new EventCatalogue([withoutSteps])).toThrow(/from version 1/);
    const catalogue = new EventCatalogue([received]);
    expect(catalogue.types).toEqual(['RequestReceived']);
    expect(catalogue.versionOf('RequestReceived')).toBe(3);
    expect(() => catalogue.versionOf('Unheard')).toThrow(UnknownEventType);
  });
});
