import { randomUUID } from 'node:crypto';

import { ProtocolServer } from '../../../../../test/kurrentdb-server/protocol-server';
import { describeEventStore, type OpenEventStore } from '../../testing';
import { openKurrentEventStore } from './open-kurrent-event-store';

/** Opens the log of a namespace that nobody has used: the server may hold anything else. */
const openNamespaceAt =
  (url: () => string): OpenEventStore =>
  async (now) => {
    const namespace = `test-${randomUUID().slice(0, 8)}`;
    const open = () => openKurrentEventStore({ url: url(), now, namespace });
    let store = await open();
    return {
      store,
      reopen: async () => {
        await store.close();
        store = await open();
        return store;
      },
      close: () => store.close(),
    };
  };

const traits = { indexesIdsOverStreams: false };

describe('over the protocol test server', () => {
  let server: ProtocolServer;
  beforeAll(async () => {
    server = await ProtocolServer.start();
  });
  afterAll(() => server.stop());

  const name = 'the KurrentDB client over the protocol test server';
  describeEventStore(
    name,
    openNamespaceAt(() => server.url),
    traits,
  );
});

/** A real server, where there is one: see deploy/scaled/kurrentdb-test.compose.yaml. */
const realServer = process.env.SUNLEDGER_TEST_KURRENTDB ?? '';
if (realServer !== '') {
  describeEventStore(
    'a KurrentDB server',
    openNamespaceAt(() => realServer),
    traits,
  );
}
