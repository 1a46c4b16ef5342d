import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describeLogRestore } from '../../testing';
import { openSqliteEventStore } from './sqlite-event-store';

const now = (): string => '2026-03-02T02:00:00.000Z';

describeLogRestore('SQLite', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sunledger-restore-'));
  const open = () => openSqliteEventStore({ path: join(directory, 'events.db'), now });
  let log = open();
  return {
    log,
    reopen: async () => {
      await log.close();
      log = open();
      return log;
    },
    close: async () => {
      await log.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
});
