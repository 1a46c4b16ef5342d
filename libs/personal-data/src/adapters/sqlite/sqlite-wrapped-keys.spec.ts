import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { GroupCommit, openSqlite } from '@sunledger/sqlite';

import { MasterKey } from '../../master-key';
import { describeWrappedKeys } from '../../testing';
import { SqliteCaseKeys } from './sqlite-case-keys';
import { SqliteWrappedKeys } from './sqlite-wrapped-keys';

const masterKey = new MasterKey(Buffer.alloc(32, 7));

describeWrappedKeys('SQLite', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sunledger-keys-'));
  const database = openSqlite(join(directory, 'keys.db'));
  const group = new GroupCommit(database);
  const keys = new SqliteCaseKeys(group, masterKey);
  return {
    keys,
    wrapped: new SqliteWrappedKeys(group, keys),
    close: async () => {
      database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
});
