import { randomUUID } from 'node:crypto';

import { ProtocolServer } from '../../../../../test/kurrentdb-server/protocol-server';
import { describeLogRestore, type OpenedOperatedLog } from '../../testing';
import { openKurrentEventStore } from './open-kurrent-event-store';

const now = (): string => '2026-03-02T02:00:00.000Z';

/** Opens the log of a namespace that nobody has used. */
const openNamespaceAt = async (url: string): Promise<OpenedOperatedLog> => {
  const namespace = `test-${randomUUID().slice(0, 8)}`;
  const open = () => openKurrentEventStore({ url, now, namespace });
  let log = await open();
  return {
    log,
    reopen: async () => {
      await log.close();
      log = await open();
      return log;
    },
    close: () => log.close(),
  };
};

describe('over the protocol test server', () => {
  let server: ProtocolServer;
  beforeAll(async () => {
    server = await ProtocolServer.start();
  });
  afterAll(() => server.stop());

  const name = 'the KurrentDB client over the protocol test server';
  describeLogRestore(name, () => openNamespaceAt(server.url));
});

/** A real server, where there is one: see deploy/scaled/kurrentdb-test.compose.yaml. */
const realServer = process.env.SUNLEDGER_TEST_KURRENTDB ?? '';
if (realServer !== '') describeLogRestore('a KurrentDB server', () => openNamespaceAt(realServer));
