import fc from 'fast-check';

import { eventDataOf, eventOf, Namespace, storedIdOf, type WrittenRow } from './stored-records';

const row = (dataText: string, metaText = '{"actor":"clerk-17"}'): WrittenRow => ({
  id: 'b5a8dfd2-5d0f-4a7e-8f10-4a6d0a6f9d11',
  type: 'RequestReceived',
  schemaVersion: 2,
  occurredOn: '2026-03-02',
  dataText,
  metaText,
  revision: 4,
  recordedAt: '2026-03-02T01:00:00.000Z',
  hash: 'a1'.repeat(32),
});

const namespace = new Namespace('office');

/** What the client gives back for what it was given: values that went through JSON. */
const throughTheStore = (written: WrittenRow) => {
  const { id, type, data, metadata } = eventDataOf(written);
  const [stored, properties] = [data, metadata].map((value) => JSON.stringify(value));
  return eventOf(namespace, {
    streamId: namespace.stored('request-1'),
    id,
    type,
    isJson: true,
    revision: 4n,
    created: new Date(0),
    data: JSON.parse(stored ?? '') as Record<string, unknown>,
    metadata: JSON.parse(properties ?? '') as Record<string, unknown>,
    position: { commit: 700n, prepare: 650n },
  });
};

describe('an event in the store', () => {
  it('comes back with the text that was hashed, whatever the text', () => {
    fc.assert(
      fc.property(fc.object({ withNullPrototype: false }), fc.jsonValue(), (data, meta) => {
        const texts = {
          dataText: JSON.stringify(data),
          metaText: JSON.stringify({ actor: 'clerk-17', meta }),
        };
        const read = throughTheStore(row(texts.dataText, texts.metaText));
        expect(read.texts).toEqual(texts);
        expect(read.data).toEqual(JSON.parse(texts.dataText));
      }),
    );
  });

  it.each(['{ "a": 1 }', '{"b":1,"1":2}', '{"a":1.0}', '{"a":"\\u4e2d"}', '{"a":1,"a":2}'])(
    'comes back as %s where another system wrote its JSON so',
    (dataText) => expect(throughTheStore(row(dataText)).texts.dataText).toBe(dataText),
  );

  it('has its place of its own also within a transaction', () => {
    expect(throughTheStore(row('{}')).position).toBe(650);
  });

  it('gets an id of its hash, which is a UUID', () => {
    expect(storedIdOf(row('{}'))).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(storedIdOf({ hash: 'a2'.repeat(32) })).not.toBe(storedIdOf(row('{}')));
  });

  it('is refused when somebody else put it there', () => {
    const foreign = { ...eventDataOf(row('{}')), metadata: { actor: 'somebody' } };
    const recorded = {
      streamId: 'office.request-1',
      id: foreign.id,
      type: foreign.type,
      isJson: true as const,
      revision: 0n,
      created: new Date(0),
      data: {},
      metadata: foreign.metadata,
      position: { commit: 1n, prepare: 1n },
    };
    expect(() => eventOf(namespace, recorded)).toThrow(/was not written by this system/);
    const elsewhere = { ...recorded, streamId: 'shop.request-1' };
    expect(() => eventOf(namespace, elsewhere)).toThrow();
  });
});

describe('a namespace', () => {
  it('begins the names of streams and of prefixes', () => {
    expect(namespace.stored('register-110101-2026')).toBe('office.register-110101-2026');
    expect(namespace.prefixes()).toEqual(['office.']);
    expect(namespace.prefixes(['request-', 'remedy-'])).toEqual([
      'office.request-',
      'office.remedy-',
    ]);
  });

  it.each(['', '$system', 'two words', '年报', 'a/b'])('takes no stream named %j', (stream) => {
    expect(() => namespace.stored(stream)).toThrow(TypeError);
  });

  it.each(['', 'a.b', '$all', '局'])('is not named %j', (name) => {
    expect(() => new Namespace(name)).toThrow(TypeError);
  });
});
