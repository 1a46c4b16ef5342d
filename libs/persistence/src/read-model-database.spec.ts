import {
  accountTable,
  caseListTable,
  checkpointTable,
  columnNames,
  deleteRows,
  type ReadModelDatabase,
  readModelTables,
  storedTables,
  upsertRows,
} from '@sunledger/persistence';
import {
  databaseKinds,
  temporaryReadModels,
  type TemporaryReadModels,
} from '@sunledger/persistence/testing';

const add = (name: string) =>
  ['INSERT INTO checkpoint (name, position) VALUES (?, 0)', [name]] as const;

describe.each(databaseKinds)('the database of the read models on %s', (kind) => {
  let place: TemporaryReadModels;
  let database: ReadModelDatabase;
  beforeEach(async () => {
    place = await temporaryReadModels(kind);
    database = await place.open();
  });
  afterEach(() => place.remove());

  const names = async (): Promise<readonly string[]> =>
    (await database.read<{ name: string }>('SELECT name FROM checkpoint ORDER BY name')).map(
      ({ name }) => name,
    );

  describe('the schema', () => {
    it('has the tables that the definitions say, and nothing is left to migrate', async () => {
      const { upQueries } = await database.writer.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
      expect(await database.writer.showMigrations()).toBe(false);
    });

    it('can be taken back and made again', async () => {
      for (const _step of database.writer.migrations) await database.writer.undoLastMigration();
      const runner = database.writer.createQueryRunner();
      for (const { name } of storedTables)
        expect([name, await runner.hasTable(name)]).toEqual([name, false]);
      await runner.release();
      await expect(names()).rejects.toThrow(/no such table|does not exist/);
      await database.writer.runMigrations();
      expect(await names()).toEqual([]);
    });

    it('has names that PostgreSQL does not cut', async () => {
      const runner = database.writer.createQueryRunner();
      for (const definition of storedTables) {
        const table = await runner.getTable(definition.name);
        const found = table?.indices.map(({ name = '' }) => name) ?? [];
        expect(found).toHaveLength(definition.indexes.length);
        for (const name of found) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
      }
      await runner.release();
    });

    it('is made once when several processes start at the same time', async () => {
      const others = await Promise.all([place.open(), place.open(), place.open()]);
      for (const other of others) expect(await other.writer.showMigrations()).toBe(false);
    });
  });

  it('lets only the writer write', async () => {
    const [insert] = add('x');
    await expect(database.read(insert, ['x'])).rejects.toThrow(/readonly|read-only/);
    expect(await names()).toEqual([]);
  });

  describe('transactions', () => {
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

    it('tell who listens, once they are kept', async () => {
      const heard: (string | undefined)[] = [];
      let told: () => void = () => undefined;
      const telling = new Promise<void>((resolve) => {
        told = resolve;
      });
      const listening = await database.listen('sunledger_spec', (text) => {
        heard.push(text);
        told();
      });
      const lost = database.write(async (transaction) => {
        await transaction.notify('sunledger_spec', 'lost');
        throw new Error('on the way');
      });
      await expect(lost).rejects.toThrow('on the way');
      await database.write((transaction) => transaction.notify('sunledger_spec', 'kept'));
      await telling;
      expect(heard).toEqual(['kept']);
      listening.stop();
    });

    it('do not disturb a snapshot', async () => {
      await database.write((transaction) => transaction.execute(...add('before')));
      const seen = await database.snapshot(async (read) => {
        const first = await read('SELECT name FROM checkpoint');
        await database.write((transaction) => transaction.execute(...add('meanwhile')));
        return [first, await read('SELECT name FROM checkpoint WHERE name > ?', [''])];
      });
      expect(seen).toEqual([[{ name: 'before' }], [{ name: 'before' }]]);
      expect(await names()).toEqual(['before', 'meanwhile']);
    });
  });

  describe('a lease', () => {
    it('is held by one at a time and goes to the next when it is given back', async () => {
      const [one, other] = [database.lease('work'), database.lease('work')];
      expect([await one.acquire(), await other.acquire()]).toEqual([true, false]);
      expect(await database.lease('other work').acquire()).toBe(true);
      expect(await one.acquire()).toBe(true);
      await one.release();
      expect([one.held, await other.acquire(), await one.acquire()]).toEqual([false, true, false]);
    });
  });

  describe('bulk writing', () => {
    it('inserts and replaces any number of rows', async () => {
      for (const count of [0, 1, 37, 300, 2_001]) {
        const rows = Array.from({ length: count }, (_, at) => [`row-${at}`, count]);
        await database.write((transaction) => upsertRows(transaction, checkpointTable, rows));
      }
      expect(
        await database.read('SELECT position, COUNT(*) AS found FROM checkpoint GROUP BY position'),
      ).toEqual([{ position: 2_001, found: 2_001 }]);
    });

    it('deletes any number of rows by a column', async () => {
      const rows = Array.from({ length: 600 }, (_, at) => [`row-${at}`, at % 2]);
      await database.write(async (transaction) => {
        await upsertRows(transaction, checkpointTable, rows);
        await deleteRows(transaction, checkpointTable.name, 'name', []);
        const first = rows.slice(0, 550).flatMap(([name]) => (name === undefined ? [] : [name]));
        await deleteRows(transaction, checkpointTable.name, 'name', first);
      });
      expect(await names()).toHaveLength(50);
      await database.write((transaction) =>
        deleteRows(transaction, checkpointTable.name, 'position', [0, 7]),
      );
      expect(await names()).toHaveLength(25);
    });

    it('keeps texts, numbers and nothing as they are, in every column', async () => {
      const largest = Number.MAX_SAFE_INTEGER;
      const texts = [`'"\\{}, NULL\n`, '阳光\u{1f31e}', '', '$1 ? {"a":[1]}'];
      const rows = texts.map((text, at) =>
        Object.entries(caseListTable.columns).map(([column, { kind, ...rest }]) => {
          if (column === 'case_id') return `case-${at}`;
          if ('nullable' in rest && at % 2 === 0) return null;
          if (kind === 'flag') return at % 2;
          return kind === 'integer' || kind === 'position' ? largest - at : text;
        }),
      );
      await database.write((transaction) => upsertRows(transaction, caseListTable, rows));
      const columns = columnNames(caseListTable);
      const found = await database.read<Record<string, unknown>>(
        `SELECT ${columns.join()} FROM case_list_1 ORDER BY case_id`,
      );
      expect(found.map((row) => columns.map((column) => row[column]))).toEqual(rows);
    });

    it('compares and sorts texts by their bytes, whatever the country', async () => {
      const texts = ['中', '阿', 'b', 'B', 'a', 'Z', '_', '\u{10ffff}', 'a b', 'é'];
      const rows = texts.map((text) => [text, 1]);
      await database.write((transaction) => upsertRows(transaction, checkpointTable, rows));
      const expected = [...texts].sort((one, other) =>
        Buffer.compare(Buffer.from(one), Buffer.from(other)),
      );
      expect(await names()).toEqual(expected);
      const beyond = await database.read('SELECT name FROM checkpoint WHERE name > ?', ['a']);
      expect(beyond).toHaveLength(expected.length - (expected.indexOf('a') + 1));
    });

    it('takes a zero character that somebody typed', async () => {
      const row = ['a1', 'typed\0here', null, '{"text":"\\u0000"}'];
      await database.write((transaction) => upsertRows(transaction, accountTable, [row]));
      const found = await database.read('SELECT account_id FROM account_1 WHERE agency = ?', [
        'typed\0here',
      ]);
      expect(found).toEqual([{ account_id: 'a1' }]);
    });
  });

  it('exchanges tables for others that were filled beside them', async () => {
    const shadows = database.shadows(readModelTables, '__spec');
    await database.write((transaction) => shadows.make(transaction));
    await database.write((transaction) =>
      upsertRows(
        transaction,
        accountTable,
        [['a1', '110118', null, '{}']],
        shadows.tableOf(accountTable),
      ),
    );
    await shadows.prepare();
    expect(await database.read('SELECT account_id FROM account_1')).toEqual([]);
    await database.write((transaction) => shadows.putInPlace(transaction));
    expect(await database.read('SELECT account_id FROM account_1')).toEqual([{ account_id: 'a1' }]);
    const { upQueries } = await database.writer.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    const left = database.read(`SELECT * FROM ${shadows.tableOf(caseListTable)}`);
    await expect(left).rejects.toThrow(/no such table|does not exist/);
  });
});

describe('the read models in SQLite', () => {
  let place: TemporaryReadModels;
  beforeEach(async () => {
    place = await temporaryReadModels('sqlite');
  });
  afterEach(() => place.remove());

  it('are durable on every opening, as TypeORM’s own connections say', async () => {
    for (const opening of ['new', 'existing']) {
      const database = await place.open();
      for (const source of [database.writer, database.reader]) {
        expect([opening, await source.query('PRAGMA synchronous')]).toEqual([
          opening,
          [{ synchronous: 2 }],
        ]);
        expect(await source.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
      }
      await database.close();
    }
  });

  it('are written by one transaction after another, however long they wait inside', async () => {
    const database = await place.open();
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
  });
});
