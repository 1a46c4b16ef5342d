import { mkdtempSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DataSource, EntitySchema } from 'typeorm';

import {
  openSqlite,
  prepareTypeormDatabase,
  SqliteDriverMissing,
  sqliteFaultCode,
  typeormDriver,
} from '.';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sunledger-sqlite-'));
  path = join(directory, 'test.db');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** `PRAGMA synchronous` reads 2 for FULL. */
const full = 2;

const nodeHasSqlite = isBuiltin('node:sqlite');

describe('opening a SQLite file', () => {
  it('is durable when the file is new and when it exists', () => {
    for (const opening of ['new', 'existing', 'existing again']) {
      const database = openSqlite(path);
      expect([opening, database.pragma('synchronous')]).toEqual([opening, full]);
      expect(database.pragma('journal_mode')).toBe('wal');
      expect(database.pragma('foreign_keys')).toBe(1);
      expect(database.pragma('busy_timeout')).toBe(5_000);
      database.exec('CREATE TABLE IF NOT EXISTS notes (text TEXT)');
      database.close();
    }
  });

  it('reads without writing when opened for reading', () => {
    expect(() => openSqlite(path, { readonly: true })).toThrow(/no file/);
    const writer = openSqlite(path);
    writer.exec(`CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('one')`);
    const reader = openSqlite(path, { readonly: true });
    expect(reader.prepareArrays('SELECT text FROM notes').get()).toEqual(['one']);
    expect(() => reader.exec(`INSERT INTO notes VALUES ('two')`)).toThrow(/readonly/);
    reader.close();
    writer.close();
  });

  it('takes Node’s own driver where there is one, otherwise the package', () => {
    const database = openSqlite(path);
    expect(database.driver).toBe(nodeHasSqlite ? 'node:sqlite' : 'better-sqlite3');
    database.close();
  });

  it('names both ways out when the wanted driver is not there', () => {
    const before = process.env.SUNLEDGER_SQLITE_DRIVER;
    try {
      process.env.SUNLEDGER_SQLITE_DRIVER = 'sqlite4';
      expect(() => openSqlite(path)).toThrow(/better-sqlite3 or node:sqlite/);
      process.env.SUNLEDGER_SQLITE_DRIVER = 'node:sqlite';
      if (nodeHasSqlite) openSqlite(path).close();
      else expect(() => openSqlite(path)).toThrow(SqliteDriverMissing);
    } finally {
      if (before === undefined) delete process.env.SUNLEDGER_SQLITE_DRIVER;
      else process.env.SUNLEDGER_SQLITE_DRIVER = before;
    }
    expect(new SqliteDriverMissing('any').message).toMatch(/Node 24.*npm install better-sqlite3/);
  });
});

describe('a SQLite connection', () => {
  it('keeps numbers, texts, nothing and bytes', () => {
    const database = openSqlite(path);
    database.exec('CREATE TABLE kinds (number REAL, text TEXT, absent TEXT, bytes BLOB)');
    const bytes = new Uint8Array([0, 127, 255]);
    const insert = database.prepare('INSERT INTO kinds VALUES (?, ?, ?, ?)');
    expect(Number(insert.run(1.5, '阳光', null, bytes).changes)).toBe(1);
    const row = database.prepare('SELECT * FROM kinds').get();
    expect(row).toMatchObject({ number: 1.5, text: '阳光', absent: null });
    expect(row?.bytes).toBeInstanceOf(Uint8Array);
    expect([...(row?.bytes as Uint8Array)]).toEqual([...bytes]);
    const arrays = database.prepareArrays('SELECT number, text FROM kinds');
    expect(arrays.all()).toEqual([[1.5, '阳光']]);
    expect([...arrays.iterate()]).toEqual([[1.5, '阳光']]);
    expect(database.prepare('SELECT 1 FROM kinds WHERE number = ?').get(2)).toBeUndefined();
    database.close();
  });

  it('keeps nothing of a transaction that throws', () => {
    const database = openSqlite(path);
    database.exec('CREATE TABLE notes (text TEXT UNIQUE)');
    const insert = database.prepare('INSERT INTO notes VALUES (?)');
    const broken = (): void =>
      database.transaction(() => {
        insert.run('one');
        insert.run('one');
      });
    expect(broken).toThrow();
    expect(database.prepare('SELECT * FROM notes').all()).toEqual([]);
    const kept = database.transaction(() => Number(insert.run('one').changes));
    expect(kept).toBe(1);
    expect(database.prepare('SELECT * FROM notes').all()).toHaveLength(1);
    database.close();
  });

  it('names faults alike over both drivers', () => {
    const database = openSqlite(path);
    database.exec('CREATE TABLE notes (text TEXT UNIQUE)');
    const codeOf = (work: () => void): string | undefined => {
      try {
        work();
        return undefined;
      } catch (error) {
        return sqliteFaultCode(error);
      }
    };
    const twice = `INSERT INTO notes VALUES ('one'), ('one')`;
    expect(codeOf(() => database.exec(twice))).toBe('SQLITE_CONSTRAINT');
    expect(codeOf(() => database.exec('SELEC'))).toBe('SQLITE_ERROR');
    expect(sqliteFaultCode(new Error('another'))).toBeUndefined();
    expect(sqliteFaultCode('SQLITE_FULL')).toBeUndefined();
    database.close();
  });
});

describe('TypeORM over the same driver', () => {
  interface Note {
    id: number;
    text: string;
    at: Date | null;
    bytes: Buffer | null;
  }
  const notes = new EntitySchema<Note>({
    name: 'note',
    columns: {
      id: { type: 'integer', primary: true, generated: true },
      text: { type: 'text', unique: true },
      at: { type: 'datetime', nullable: true },
      bytes: { type: 'blob', nullable: true },
    },
  });

  const openSource = (synchronize: boolean): Promise<DataSource> =>
    new DataSource({
      type: 'better-sqlite3',
      database: path,
      driver: typeormDriver(),
      prepareDatabase: prepareTypeormDatabase,
      entities: [notes],
      synchronize,
    }).initialize();

  it('is durable on every opening', async () => {
    for (const synchronize of [true, false]) {
      const source = await openSource(synchronize);
      expect(await source.query('PRAGMA synchronous')).toEqual([{ synchronous: full }]);
      expect(await source.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
      await source.destroy();
    }
  });

  it('saves, finds, changes, counts and removes', async () => {
    const source = await openSource(true);
    const repository = source.getRepository(notes);
    const at = new Date('2026-03-02T01:00:00.000Z');
    const saved = await repository.save({ text: '一', at, bytes: Buffer.from([1, 2]) });
    await repository.save({ text: '二', at: null, bytes: null });
    expect(saved.id).toBe(1);
    const found = await repository.findOneByOrFail({ text: '一' });
    expect(found.at).toEqual(at);
    expect([...(found.bytes ?? [])]).toEqual([1, 2]);
    expect((await repository.update({ id: 2 }, { text: '三' })).affected).toBe(1);
    await expect(repository.insert({ text: '三' })).rejects.toThrow(/UNIQUE/);
    expect(await source.query('SELECT text FROM note WHERE id > ?', [1])).toEqual([{ text: '三' }]);
    expect((await repository.delete({ id: 1 })).affected).toBe(1);
    expect(await repository.count()).toBe(1);
    await source.destroy();
  });

  it('undoes a transaction, and runs migrations', async () => {
    const source = await openSource(true);
    const refused = source.transaction(async (manager) => {
      await manager.getRepository(notes).insert({ text: '一' });
      throw new Error('stop');
    });
    await expect(refused).rejects.toThrow('stop');
    expect(await source.getRepository(notes).count()).toBe(0);
    const runner = source.createQueryRunner();
    await runner.query('ALTER TABLE note ADD COLUMN place TEXT');
    expect((await runner.getTable('note'))?.findColumnByName('place')?.type).toBe('text');
    await source.destroy();
  });
});
