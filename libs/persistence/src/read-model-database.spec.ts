import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  checkpointTable,
  openReadModels,
  type ReadModelDatabase,
  upsertRows,
} from '@sunledger/persistence';

let folder: string;
let database: ReadModelDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sunledger-persistence-'));
  database = await open();
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const open = () => openReadModels({ type: 'sqlite', path: join(folder, 'read-models.db') });
const names = async (): Promise<readonly string[]> =>
  (await database.read<{ name: string }>('SELECT name FROM checkpoint ORDER BY name')).map(
    ({ name }) => name,
  );
const add = (name: string) =>
  ['INSERT INTO checkpoint (name, position) VALUES (?, 0)', [name]] as const;

describe('the database of the read models', () => {
  it('is durable on every opening, as TypeORM’s own connections say', async () => {
    const pragmas = async () => {
      for (const source of [database.writer, database.reader]) {
        expect(await source.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
        expect(await source.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
      }
    };
    await pragmas();
    await database.close();
    database = await open();
    await pragmas();
  });

  it('has the tables that the definitions say, and nothing is left to migrate', async () => {
    const { upQueries } = await database.writer.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    expect(await database.writer.showMigrations()).toBe(false);
  });

  it('can take its migrations back and make them again', async () => {
    await database.writer.undoLastMigration();
    expect(
      await database.read('SELECT name FROM sqlite_schema WHERE name LIKE ?', ['%\\_1']),
    ).toEqual([]);
    await expect(names()).rejects.toThrow('no such table');
    await database.writer.runMigrations();
    expect(await names()).toEqual([]);
  });

  it('lets only the writer write', async () => {
    await expect(database.reader.query(...([add('x')[0], ['x']] as const))).rejects.toThrow();
    expect(await names()).toEqual([]);
  });
});

describe('transactions', () => {
  it('run one after another, however long they wait inside', async () => {
    const order: string[] = [];
    const slowly = (name: string) =>
      database.write(async (transaction) => {
        order.push(`${name} begins`);
        await transaction.execute(...add(name));
        await new Promise((resolve) => setTimeout(resolve, 5));
        order.push(`${name} ends`);
      });
    await Promise.all([slowly('a'), slowly('b'), slowly('c')]);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(await names()).toEqual(['a', 'b', 'c']);
  });

  it('leave nothing when they fail, and the next one runs', async () => {
    const failing = database.write(async (transaction) => {
      await transaction.execute(...add('lost'));
      throw new Error('on the way');
    });
    const next = database.write((transaction) => transaction.execute(...add('kept')));
    await expect(failing).rejects.toThrow('on the way');
    expect(await next).toBe(1);
    expect(await names()).toEqual(['kept']);
  });

  it('are seen by readers whole or not at all', async () => {
    await database.write(async (transaction) => {
      await transaction.execute(...add('a'));
      expect(await names()).toEqual([]);
      expect(await transaction.query('SELECT name FROM checkpoint')).toHaveLength(1);
    });
    expect(await names()).toEqual(['a']);
  });
});

describe('bulk writing', () => {
  it('inserts and replaces any number of rows', async () => {
    for (const count of [0, 1, 37, 300, 1_000]) {
      const rows = Array.from({ length: count }, (_, at) => [`row-${at}`, count]);
      await database.write((transaction) => upsertRows(transaction, checkpointTable, rows));
    }
    expect(
      await database.read('SELECT position, COUNT(*) AS found FROM checkpoint GROUP BY position'),
    ).toEqual([{ position: 1_000, found: 1_000 }]);
  });
});
